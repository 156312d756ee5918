/// A chunk of a chat completion that brings text and nothing else, as nearly all do.
///
/// Read from its bytes without a tree. ``ChatCompletionParser`` parses all others in full, and would
/// read the same out of these.
struct ChatChunk {
  /// What stands under the name of a text.
  private enum Member {
    case missing
    case null
    case text(JSONScanner.Text)

    init(_ text: JSONScanner.Text?) {
      self = text.map(Member.text) ?? .null
    }

    /// The first of two names that is there counts, whatever it holds.
    func or(_ other: Member) -> Member {
      if case .missing = self { other } else { self }
    }
  }

  private(set) var reasoning = ""
  private(set) var text = ""

  private var scanner: JSONScanner
  private var reasoningContent = Member.missing
  private var plainReasoning = Member.missing
  private var content = Member.missing
  /// What base models write, beside the choice's index.
  private var choiceText = Member.missing

  /// `nil` when the bytes are anything else: another model's name than before, an end, a usage, an
  /// error, more choices than one, content in parts.
  init?(_ bytes: [UInt8], model: String) {
    scanner = JSONScanner(bytes)
    do throws(JSONScanner.Unusual) {
      try readDocument(model: model)
    } catch {
      return nil
    }
    reasoning = string(reasoningContent.or(plainReasoning))
    text = string(content.or(choiceText))
  }

  private mutating func readDocument(model: String) throws(JSONScanner.Unusual) {
    var hasChoices = false
    var names = JSONScanner.Names()
    try scanner.take("{")
    while let name = try scanner.name(in: &names) {
      if scanner.spells("choices", name) {
        hasChoices = true
        try scanner.take("[")
        try readChoice()
        try scanner.take("]")
      } else if scanner.spells("model", name) {
        guard let told = try scanner.textOrNull() else { continue }
        guard scanner.spells(model, told) else { throw JSONScanner.Unusual() }
      } else if scanner.spells("usage", name) || scanner.spells("error", name) {
        try scanner.take(word: "null")
      } else {
        try scanner.skipValue()
      }
    }
    try scanner.end()
    guard hasChoices else { throw JSONScanner.Unusual() }
  }

  private mutating func readChoice() throws(JSONScanner.Unusual) {
    var names = JSONScanner.Names()
    try scanner.take("{")
    while let name = try scanner.name(in: &names) {
      if scanner.spells("delta", name) {
        try readDelta()
      } else if scanner.spells("index", name) {
        try scanner.take(word: "0")
      } else if scanner.spells("finish_reason", name) {
        try scanner.take(word: "null")
      } else if scanner.spells("text", name) {
        choiceText = Member(try scanner.textOrNull())
      } else if scanner.spells("message", name) {
        throw JSONScanner.Unusual()
      } else {
        try scanner.skipValue()
      }
    }
  }

  private mutating func readDelta() throws(JSONScanner.Unusual) {
    var names = JSONScanner.Names()
    try scanner.take("{")
    while let name = try scanner.name(in: &names) {
      if scanner.spells("content", name) {
        content = Member(try scanner.textOrNull())
      } else if scanner.spells("reasoning_content", name) {
        reasoningContent = Member(try scanner.textOrNull())
      } else if scanner.spells("reasoning", name) {
        plainReasoning = Member(try scanner.textOrNull())
      } else {
        try scanner.skipValue()
      }
    }
  }

  private func string(_ member: Member) -> String {
    if case .text(let text) = member { scanner.string(text) } else { "" }
  }
}
