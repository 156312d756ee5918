/// Event streams as real servers send them, shortened.
enum Transcripts {
  /// llama.cpp: a comment first, `content: null` in the first delta, usage after the finish.
  static let llamaServer = """
    :

    data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"chatcmpl-1","model":"tiny.gguf","system_fingerprint":"b1","object":"chat.completion.chunk"}

    data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Grüße, "}}],"model":"tiny.gguf","object":"chat.completion.chunk"}

    data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"日本 🎈"}}],"model":"tiny.gguf","object":"chat.completion.chunk"}

    data: {"choices":[{"finish_reason":"length","index":0,"delta":{}}],"model":"tiny.gguf","object":"chat.completion.chunk"}

    data: {"choices":[],"model":"tiny.gguf","object":"chat.completion.chunk","usage":{"completion_tokens":5,"prompt_tokens":23,"total_tokens":28,"prompt_tokens_details":{"cached_tokens":22}},"timings":{"cache_n":22,"prompt_ms":3.25}}

    data: [DONE]


    """

  /// LiteLLM's proxy: no `finish_reason` until the end, usage in a chunk with an empty delta.
  static let liteLLM = """
    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{"role":"assistant","content":"The"}}]}

    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{"content":" blue"}}]}

    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

    data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"mock-chat","choices":[{"index":0,"delta":{}}],"usage":{"completion_tokens":15,"prompt_tokens":8,"total_tokens":23}}

    data: [DONE]


    """

  /// Azure's first chunk without choices, a chunk without delta, vLLM's `choices: null`, a server
  /// that tells the usage twice, thinking under both names, and no `[DONE]`.
  static let oddities = """
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
}
