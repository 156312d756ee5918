import ParleyDomain
import ParleyPlugin
import ParleyTestKit
import Testing

/// A recorded stream with what it says.
struct ProviderTranscript: Sendable, CustomTestStringConvertible {
  var provider: String
  var stream: String
  var text: String
  var thinking = ""
  var completion: ModelCompletion

  var testDescription: String { provider }

  static let all = [
    llamaServer, liteLLM, azure, groq, ollama, vLLM, openRouter, baseModel, toolCalls,
  ]

  private static func ended(
    _ reason: FinishReason, _ model: String, _ usage: Usage? = nil
  ) -> ModelCompletion {
    ModelCompletion(finishReason: reason, model: model, usage: usage)
  }

  static let llamaServer = ProviderTranscript(
    provider: "llama.cpp", stream: ProviderStreams.llamaServer, text: "Grüße, 日本 🎈",
    completion: ended(
      .length, "tiny.gguf", Usage(inputTokens: 23, outputTokens: 5, cachedTokens: 22)))

  static let liteLLM = ProviderTranscript(
    provider: "LiteLLM", stream: ProviderStreams.liteLLM, text: "The blue",
    completion: ended(.stop, "mock-chat", Usage(inputTokens: 8, outputTokens: 15)))

  /// The first chunk has no choices and an empty id, later ones no delta; CRLF throughout.
  static let azure = ProviderTranscript(
    provider: "Azure",
    stream: ProviderStreams.azure,
    text: "Grüße",
    completion: ended(
      .contentFilter, "gpt-4o-2024-11-20", Usage(inputTokens: 9, outputTokens: 2)))

  /// Thinking under `reasoning`; the usage twice, the second time under a name of Groq's own.
  static let groq = ProviderTranscript(
    provider: "Groq",
    stream: ProviderStreams.groq, text: "Yes.", thinking: "Let me see.",
    completion: ended(.stop, "qwen/qwen3-32b", Usage(inputTokens: 7, outputTokens: 4)))

  /// A role in every delta, the finish in a chunk with empty content.
  static let ollama = ProviderTranscript(
    provider: "Ollama",
    stream: ProviderStreams.ollama, text: "Hi there",
    completion: ended(.stop, "llama3.2", Usage(inputTokens: 26, outputTokens: 3)))

  /// Thinking under both names, which counts once; the usage in a chunk whose choices are null.
  static let vLLM = ProviderTranscript(
    provider: "vLLM",
    stream: ProviderStreams.vLLM, text: "ok", thinking: "hm",
    completion: ended(.stop, "deepseek", Usage(inputTokens: 5, outputTokens: 3)))

  /// Comments while it waits, and a finish reason of the provider behind it.
  static let openRouter = ProviderTranscript(
    provider: "OpenRouter",
    stream: ProviderStreams.openRouter, text: "Sure", thinking: "ok",
    completion: ended(.length, "a/b", Usage(inputTokens: 4, outputTokens: 1)))

  /// The older interface of base models: `text` beside the index.
  static let baseModel = ProviderTranscript(
    provider: "completions",
    stream: ProviderStreams.baseModel, text: " Once upon",
    completion: ended(.stop, "base", Usage(inputTokens: 3, outputTokens: 2)))

  /// Calls that nobody asked for: in pieces, without id, all under index 0. They are no text.
  static let toolCalls = ProviderTranscript(
    provider: "tool calls",
    stream: ProviderStreams.toolCalls, text: "Done.", completion: ended(.stop, "m"))
}
