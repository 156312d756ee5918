/// Event streams of Anthropic's protocol.
extension ProviderStreams {
  /// The plain case: a ping, two pieces, the prompt partly from the provider's cache.
  public static let messages = """
    event: message_start
    data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude-sonnet-4-5-20250929","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":1000,"output_tokens":1}}}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

    event: ping
    data: {"type": "ping"}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße, "}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"日本 🎈"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":0}

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}

    event: message_stop
    data: {"type":"message_stop"}


    """

  /// A block of thinking with its signature and one of hidden thinking, then the text; the counts
  /// come again at the end. An event of a new name, with a type that is new too.
  public static let messagesThinking = """
    event: message_start
    data: {"type":"message_start","message":{"model":"claude-opus-4-5","content":[],"usage":{"input_tokens":30,"output_tokens":2}}}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see."}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQBCgIYAhIM"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":0}

    event: content_block_start
    data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"Ev0B"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":1}

    event: something_new
    data: {"type":"something_new","text":"not said"}

    event: content_block_start
    data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Yes."}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":2}

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"input_tokens":31,"cache_creation_input_tokens":4,"cache_read_input_tokens":5,"output_tokens":9}}

    event: message_stop
    data: {"type":"message_stop"}


    """

  /// A call that nobody asked for is no text. CRLF throughout, and no `event:` lines.
  public static let messagesTool = """
    data: {"type":"message_start","message":{"content":[]}}

    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Well"}}

    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" then."}}

    data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}

    data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"text\\":1"}}

    data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}

    data: {"type":"message_stop"}


    """.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")

  /// Declined in the middle.
  public static let messagesRefusal = """
    event: message_start
    data: {"type":"message_start","message":{"model":"m","content":[],"usage":{"input_tokens":3,"output_tokens":1}}}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I"}}

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":2}}

    event: message_stop
    data: {"type":"message_stop"}


    """
}
