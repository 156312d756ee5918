import ParleyDomain
import ParleyPlugin

/// The messages of a prompt as they grow, with the parts that make them up.
struct PromptDraft {
  let tokens: any TokenCounter
  private(set) var messages: [ModelMessage] = []
  private(set) var parts: [PromptPart] = []
  private var open = ""

  init(tokens: any TokenCounter) {
    self.tokens = tokens
  }

  mutating func add(opening: [String]) {
    for text in opening {
      append(
        PromptPart(
          plugin: "parley", kind: .instruction, message: 0, text: text, tokens: tokens.count(text)))
    }
  }

  mutating func add(_ selected: [PromptPart]) {
    for part in selected { append(part) }
  }

  /// A message of the chat so far, with what the chat format adds to it.
  mutating func add(_ past: ChatMessage) {
    append(
      PromptPart(
        plugin: "parley", kind: .history, message: 0, text: past.text,
        tokens: tokens.count(past.text) + ChatFormat.messageTokens))
    close(past.role)
  }

  /// The user's message.
  mutating func add(message: String) {
    append(
      PromptPart(
        plugin: "parley", kind: .message, message: 0, text: message, tokens: tokens.count(message)))
    close(.user)
  }

  /// Ends the message that the parts added since the last one make up; no parts, no message.
  mutating func close(_ role: Role) {
    guard !open.isEmpty else { return }
    messages.append(ModelMessage(role: role, content: open))
    open = ""
  }

  private mutating func append(_ part: PromptPart) {
    var part = part
    part.message = messages.count
    open += part.text
    parts.append(part)
  }
}
