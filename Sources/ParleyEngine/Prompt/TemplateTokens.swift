/// The control tokens of chat templates that consist of a name in ordinary brackets.
///
/// Of Llama, Mistral, Gemma, Qwen, Phi, DeepSeek, Command, Granite, GLM, StarCoder and BERT, and the
/// tags by which prompts commonly mark roles, tools, thoughts and documents. Tokens in `<|…|>` need no
/// list: their brackets are found as such.
enum TemplateTokens {
  /// Whether `<name>` acts as syntax; the name in lower case.
  static func isTag(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, (0x61...0x7A).contains(first) else { return false }
    let text = String(decoding: name, as: UTF8.self)
    return tags.contains(text) || tagBeginnings.contains { text.hasPrefix($0) }
  }

  /// Whether `[name]` acts as syntax; the name in lower case.
  static func isBracketed(_ name: ArraySlice<UInt8>) -> Bool {
    !name.isEmpty && bracketed.contains(String(decoding: name, as: UTF8.self))
  }

  /// Whether `<<name` begins a line of a fence, ours or another's; the name in lower case.
  static func isFenceWord(_ name: ArraySlice<UInt8>) -> Bool {
    !name.isEmpty && ["data", "end", "sys"].contains(String(decoding: name, as: UTF8.self))
  }

  private static let tags: Set<String> = [
    "s", "bos", "eos", "pad", "unk", "mask", "sep", "cls", "sop", "eop", "eod", "sys", "endoftext",
    "bos_token", "eos_token", "pad_token", "unk_token", "turn", "end_of_text", "end",
    "system", "user", "assistant", "human", "model", "developer", "ai", "bot", "role", "message",
    "messages", "instruction", "instructions", "prompt", "system_prompt", "system-prompt", "inst",
    "context", "document", "documents", "data", "record", "records", "source", "sources", "result",
    "results", "search_results", "conversation", "chat", "history", "memory", "rules", "policy",
    "tool", "tools", "tool_call", "tool_calls", "tool_response", "tool_result", "tool_results",
    "function", "functions", "function_call", "function_calls", "function_results", "invoke",
    "parameter", "parameters", "arg_key", "arg_value", "arguments", "observation", "co",
    "think", "thinking", "thought", "scratchpad", "reasoning", "answer", "response", "reflection",
    "file_sep", "filename", "reponame", "repo_name", "gh_stars", "commit_msg", "empty_output",
    "jupyter_start", "jupyter_text", "jupyter_code", "jupyter_output", "issue_start",
  ]

  private static let tagBeginnings = [
    "start_of_", "end_of_", "begin_of_", "fim_", "unused", "extra_id_", "reserved_", "im_",
    "tool_", "image_soft_token", "begin_",
  ]

  private static let bracketed: Set<String> = [
    "inst", "system_prompt", "available_tools", "tool_calls", "tool_results", "tool_content",
    "img", "img_break", "img_end", "audio", "begin_audio", "prefix", "middle", "suffix", "think",
    "model_settings", "call_id", "args", "content", "control", "cls", "sep", "mask", "pad", "unk",
    "bos", "eos", "gmask", "smask", "sop", "eop", "system", "user", "assistant", "human", "data",
    "end",
  ]
}
