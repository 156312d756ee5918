import ParleyDomain
import ParleyPlugin
import ParleyTestKit

/// Streams of Anthropic's protocol with what they say.
extension ProviderTranscript {
  static let messages = [greeting, thinkingAloud, toolUse, refusal]

  /// The plain case: a ping, two pieces, the prompt partly from the provider's cache.
  static let greeting = ProviderTranscript(
    provider: "Messages",
    stream: ProviderStreams.messages, text: "Grüße, 日本 🎈",
    completion: ModelCompletion(
      finishReason: .stop, model: "claude-sonnet-4-5-20250929",
      usage: Usage(inputTokens: 1025, outputTokens: 15, cachedTokens: 1000)))

  /// A block of thinking with its signature and one of hidden thinking, then the text; the counts
  /// come again at the end. An event of a new name, with a type that is new too.
  static let thinkingAloud = ProviderTranscript(
    provider: "Messages, thinking",
    stream: ProviderStreams.messagesThinking, text: "Yes.", thinking: "Let me see.",
    completion: ModelCompletion(
      finishReason: .length, model: "claude-opus-4-5",
      usage: Usage(inputTokens: 40, outputTokens: 9, cachedTokens: 5)))

  /// A call that nobody asked for is no text. CRLF throughout, and no `event:` lines.
  static let toolUse = ProviderTranscript(
    provider: "Messages, a tool",
    stream: ProviderStreams.messagesTool,
    text: "Well then.",
    completion: ModelCompletion(finishReason: .stop, model: "asked-for", usage: nil))

  /// Declined in the middle.
  static let refusal = ProviderTranscript(
    provider: "Messages, declined",
    stream: ProviderStreams.messagesRefusal, text: "I",
    completion: ModelCompletion(
      finishReason: .contentFilter, model: "m", usage: Usage(inputTokens: 3, outputTokens: 2)))
}
