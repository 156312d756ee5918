/// Event streams as real servers send them, shortened.
public enum ProviderStreams {
  /// llama.cpp: a comment first, `content: null` in the first delta, usage after the finish.
  public static let llamaServer = """
    :

    data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"chatcmpl-1","model":"tiny.gguf","system_fingerprint":"b1","object":"chat.completion.chunk"}

    data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Grüße, "}}],"model":"tiny.gguf","object":"chat.completion.chunk"}

    data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"日本 🎈"}}],"model":"tiny.gguf","object":"chat.completion.chunk"}

    data: {"choices":[{"finish_reason":"length","index":0,"delta":{}}],"model":"tiny.gguf","object":"chat.completion.chunk"}

    data: {"choices":[],"model":"tiny.gguf","object":"chat.completion.chunk","usage":{"completion_tokens":5,"prompt_tokens":23,"total_tokens":28,"prompt_tokens_details":{"cached_tokens":22}},"timings":{"cache_n":22,"prompt_ms":3.25}}

    data: [DONE]


    """

  /// LiteLLM's proxy: no `finish_reason` until the end, usage in a chunk with an empty delta.
  public static let liteLLM = """
    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{"role":"assistant","content":"The"}}]}

    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{"content":" blue"}}]}

    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{}}],"usage":{"completion_tokens":15,"prompt_tokens":8,"total_tokens":23}}

    data: [DONE]


    """

  /// Azure's first chunk without choices, a chunk without delta, vLLM's `choices: null`, a server
  /// that tells the usage twice, thinking under both names, and no `[DONE]`.
  public static let oddities = """
    : keep-alive
    retry: 1000

    event: message
    id: 7
    data: {"id":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}

    data: {"choices":[{"index":0,"delta":{"reasoning_content":"hm","reasoning":"hm"}}]}

    data: {"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}

    data: {"choices":null}

    data: {"choices":[{"index":0}]}

    data: {"choices":[{"index":0,"delta":null,"finish_reason":null}]}

    event: sources
    data: not JSON at all

    data: {"choices":[{"index":1,"delta":{"content":"another choice"}}]}

    data:{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],
    data:"usage":{"prompt_tokens":9,"completion_tokens":2}}


    """

  /// The first chunk has no choices and an empty id, later ones no delta; CRLF throughout.
  public static let azure = """
    data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}

    data: {"choices":[{"content_filter_results":{},"delta":{"content":"","refusal":null,"role":"assistant"},"finish_reason":null,"index":0,"logprobs":null}],"model":"gpt-4o-2024-11-20","obfuscation":"x1","usage":null}

    data: {"choices":[{"content_filter_results":{},"delta":{"content":"Grüße"},"finish_reason":null,"index":0}],"model":"gpt-4o-2024-11-20","usage":null}

    data: {"choices":[{"content_filter_offsets":{"check_offset":1},"content_filter_results":{},"finish_reason":null,"index":0}],"model":"","usage":null}

    data: {"choices":[{"delta":{},"finish_reason":"content_filter","index":0}],"model":"gpt-4o-2024-11-20","usage":null}

    data: {"choices":[],"model":"gpt-4o-2024-11-20","usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11}}

    data: [DONE]


    """.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")

  /// Thinking under `reasoning`; the usage twice, the second time under a name of Groq's own.
  public static let groq = """
    data: {"id":"chatcmpl-g","object":"chat.completion.chunk","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"x_groq":{"id":"req_1"}}

    data: {"id":"chatcmpl-g","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{"reasoning":"Let me see."},"finish_reason":null}]}

    data: {"id":"chatcmpl-g","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{"content":"Yes."},"finish_reason":null}]}

    data: {"id":"chatcmpl-g","model":"qwen/qwen3-32b","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"prompt_tokens":7,"completion_tokens":4}},"usage":{"prompt_tokens":7,"completion_tokens":4,"total_time":0.1}}

    data: [DONE]


    """

  /// A role in every delta, the finish in a chunk with empty content.
  public static let ollama = """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}

    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":" there"},"finish_reason":null}]}

    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}

    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"llama3.2","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":26,"completion_tokens":3,"total_tokens":29}}

    data: [DONE]


    """

  /// Thinking under both names, which counts once; the usage in a chunk whose choices are null.
  public static let vLLM = """
    data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]}

    data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"reasoning":"hm","reasoning_content":"hm"},"finish_reason":null}]}

    data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":null,"stop_reason":null}]}

    data: {"id":"c","model":"deepseek","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop","stop_reason":151645}]}

    data: {"id":"c","model":"deepseek","choices":null,"usage":{"prompt_tokens":5,"total_tokens":8,"completion_tokens":3}}

    data: [DONE]


    """

  /// Comments while it waits, and a finish reason of the provider behind it.
  public static let openRouter = """
    : OPENROUTER PROCESSING

    : OPENROUTER PROCESSING

    data: {"id":"gen-1","provider":"X","model":"a/b","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":null},"finish_reason":null,"native_finish_reason":null}]}

    data: {"id":"gen-1","provider":"X","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":"Sure","reasoning":"ok"},"finish_reason":null}]}

    data: {"id":"gen-1","provider":"X","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"length","native_finish_reason":"MAX_TOKENS"}]}

    data: {"id":"gen-1","provider":"X","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":4,"completion_tokens":1,"cost":0.0001}}

    data: [DONE]


    """

  /// The older interface of base models: `text` beside the index.
  public static let baseModel = """
    data: {"id":"cmpl-1","object":"text_completion","model":"base","choices":[{"text":" Once","index":0,"logprobs":null,"finish_reason":null}]}

    data: {"id":"cmpl-1","object":"text_completion","model":"base","choices":[{"text":" upon","index":0,"finish_reason":null}]}

    data: {"id":"cmpl-1","object":"text_completion","model":"base","choices":[{"text":"","index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}

    data: [DONE]


    """

  /// Calls that nobody asked for: in pieces, without id, all under index 0. They are no text.
  public static let toolCalls = """
    data: {"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}

    data: {"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"x\\":1}"}}]}}]}

    data: {"model":"m","choices":[{"index":0,"delta":{"content":"Done.","tool_calls":[{"index":0,"function":{"name":"g","arguments":{"y":2}}}]}}]}

    data: {"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

    data: [DONE]


    """
}
