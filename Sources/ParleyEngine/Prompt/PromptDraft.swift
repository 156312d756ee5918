import ParleyDomain
import ParleyPlugin

/// The messages of a prompt as they grow, with the parts that make them up.
struct PromptDraft {
  private(set) var messages: [ModelMessage] = []
  private(set) var parts: [PromptPart] = []
  private var open = ""

  /// A text of the engine's own, and what it costs.
  mutating func add(_ opening: CountedText) {
    append(
      PromptPart(
        plugin: "parley", kind: .instruction, message: 0, text: opening.text, tokens: opening.cost))
  }

  mutating func add(_ selected: [PromptPart]) {
    for part in selected { append(part) }
  }

  /// A message of the chat so far, with what the chat format adds to it.
  mutating func add(_ past: CountedHistory.Message) {
    append(
      PromptPart(
        plugin: "parley", kind: .history, message: 0, text: past.message.text, tokens: past.cost))
    close(past.message.role)
  }

  /// The user's message.
  mutating func add(message: CountedText) {
    append(
      PromptPart(
        plugin: "parley", kind: .message, message: 0, text: message.text, tokens: message.cost))
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

/// A text with its cost in tokens: counting is dear, so a text of a prompt is counted once.
struct CountedText {
  let text: String
  let cost: Int

  init(_ text: String, tokens: any TokenCounter) {
    self.text = text
    cost = tokens.count(text)
  }
}
