import ParleyDomain
import ParleyPlugin
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
    provider: "llama.cpp", stream: Transcripts.llamaServer, text: "Grüße, 日本 🎈",
    completion: ended(
      .length, "tiny.gguf", Usage(inputTokens: 23, outputTokens: 5, cachedTokens: 22)))

  static let liteLLM = ProviderTranscript(
    provider: "LiteLLM", stream: Transcripts.liteLLM, text: "The blue",
    completion: ended(.stop, "mock-chat", Usage(inputTokens: 8, outputTokens: 15)))

  /// The first chunk has no choices and an empty id, later ones no delta; CRLF throughout.
  static let azure = ProviderTranscript(
    provider: "Azure",
    stream: """
      data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

      data: {"choices":[{"content_filter_results":{},"delta":{"content":"","refusal":null,"role":"assistant"},"finish_reason":null,"index":0,"logprobs":null}],"model":"gpt-4o-2024-11-20","obfuscation":"x1","usage":null}

      data: {"choices":[{"content_filter_results":{},"delta":{"content":"Grüße"},"finish_reason":null,"index":0}],"model":"gpt-4o-2024-11-20","usage":null}

      data: {"choices":[{"content_filter_offsets":{"check_offset":1},"content_filter_results":{},"finish_reason":null,"index":0}],"model":"","usage":null}

      data: {"choices":[{"delta":{},"finish_reason":"content_filter","index":0}],"model":"gpt-4o-2024-11-20","usage":null}

      data: {"choices":[],"model":"gpt-4o-2024-11-20","usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11}}

      data: [DONE]


      """.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"),
    text: "Grüße",
    completion: ended(
      .contentFilter, "gpt-4o-2024-11-20", Usage(inputTokens: 9, outputTokens: 2)))

  /// Thinking under `reasoning`; the usage twice, the second time under a name of Groq's own.
  static let groq = ProviderTranscript(
    provider: "Groq",
    stream: """
      data: {"id":"chatcmpl-g","object":"chat.completion.chunk","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"x_groq":{"id":"req_1"}}

      data: {"id":"chatcmpl-g","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{"reasoning":"Let me see."},"finish_reason":null}]}

      data: {"id":"chatcmpl-g","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{"content":"Yes."},"finish_reason":null}]}

      data: {"id":"chatcmpl-g","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"prompt_tokens":7,"completion_tokens":4}},"usage":{"prompt_tokens":7,"completion_tokens":4,"total_time":0.1}}

      data: [DONE]


      """, text: "Yes.", thinking: "Let me see.",
    completion: ended(.stop, "qwen/qwen3-32b", Usage(inputTokens: 7, outputTokens: 4)))

  /// A role in every delta, the finish in a chunk with empty content.
  static let ollama = ProviderTranscript(
    provider: "Ollama",
    stream: """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":" there"},"finish_reason":null}]}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}

      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":26,"completion_tokens":3,"total_tokens":29}}

      data: [DONE]


      """, text: "Hi there",
    completion: ended(.stop, "llama3.2", Usage(inputTokens: 26, outputTokens: 3)))

  /// Thinking under both names, which counts once; the usage in a chunk whose choices are null.
  static let vLLM = ProviderTranscript(
    provider: "vLLM",
    stream: """
      data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

      data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"reasoning":"hm","reasoning_content":"hm"},"finish_reason":null}]}

      data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":null,"stop_reason":null}]}

      data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop","stop_reason":151645}]}

      data: {"id":"c","model":"deepseek","choices":null,"usage":{"prompt_tokens":5,"total_tokens":8,"completion_tokens":3}}

      data: [DONE]


      """, text: "ok", thinking: "hm",
    completion: ended(.stop, "deepseek", Usage(inputTokens: 5, outputTokens: 3)))

  /// Comments while it waits, and a finish reason of the provider behind it.
  static let openRouter = ProviderTranscript(
    provider: "OpenRouter",
    stream: """
      : OPENROUTER PROCESSING

      : OPENROUTER PROCESSING

      data: {"id":"gen-1","provider":"X","model":"a/b","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":null},"finish_reason":null,"native_finish_reason":null}]}

      data: {"id":"gen-1","provider":"X","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":"Sure","reasoning":"ok"},"finish_reason":null}]}

      data: {"id":"gen-1","provider":"X","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"length","native_finish_reason":"MAX_TOKENS"}]}

      data: {"id":"gen-1","provider":"X","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":4,"completion_tokens":1,"cost":0.0001}}

      data: [DONE]


      """, text: "Sure", thinking: "ok",
    completion: ended(.length, "a/b", Usage(inputTokens: 4, outputTokens: 1)))

  /// The older interface of base models: `text` beside the index.
  static let baseModel = ProviderTranscript(
    provider: "completions",
    stream: """
      data: {"id":"cmpl-1","object":"text_completion","model":"base","choices":[{"text":" Once","index":0,"logprobs":null,"finish_reason":null}]}

      data: {"id":"cmpl-1","object":"text_completion","model":"base","choices":[{"text":" upon","index":0,"finish_reason":null}]}

      data: {"id":"cmpl-1","object":"text_completion","model":"base","choices":[{"text":"","index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}

      data: [DONE]


      """, text: " Once upon",
    completion: ended(.stop, "base", Usage(inputTokens: 3, outputTokens: 2)))

  /// Calls that nobody asked for: in pieces, without id, all under index 0. They are no text.
  static let toolCalls = ProviderTranscript(
    provider: "tool calls",
    stream: """
      data: {"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}

      data: {"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"x\\":1}"}}]}}]}

      data: {"model":"m","choices":[{"index":0,"delta":{"content":"Done.","tool_calls":[{"index":0,"function":{"name":"g","arguments":{"y":2}}}]}}]}

      data: {"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

      data: [DONE]


      """, text: "Done.", completion: ended(.stop, "m"))
}
