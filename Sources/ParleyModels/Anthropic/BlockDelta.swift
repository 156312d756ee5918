/// A piece of a block of text or thinking, as nearly all events of Anthropic's streams are.
///
/// Read from its bytes without a tree. ``MessagesParser`` parses all others in full, and would read
/// the same out of these.
struct BlockDelta {
  private enum Kind {
    case text
    case thinking
  }

  /// What is said; empty when it is thought.
  private(set) var text = ""
  /// What is thought; empty when it is said.
  private(set) var thinking = ""

  private var scanner: JSONScanner
  private var kind: Kind?
  private var said: JSONScanner.Text?
  private var thought: JSONScanner.Text?

  /// `nil` when the bytes are anything else.
  init?(_ bytes: [UInt8]) {
    scanner = JSONScanner(bytes)
    do throws(JSONScanner.Unusual) {
      try readDocument()
    } catch {
      return nil
    }
    switch kind {
    case .text: text = said.map(scanner.string) ?? ""
    case .thinking: thinking = thought.map(scanner.string) ?? ""
    case nil: return nil
    }
  }

  private mutating func readDocument() throws(JSONScanner.Unusual) {
    var isDelta = false
    var names = JSONScanner.Names()
    try scanner.take("{")
    while let name = try scanner.name(in: &names) {
      if scanner.spells("type", name) {
        isDelta = scanner.spells("content_block_delta", try scanner.text())
      } else if scanner.spells("delta", name) {
        try readDelta()
      } else if scanner.spells("index", name) {
        try scanner.skipValue()
      } else {
        // Some names tell of failures.
        throw JSONScanner.Unusual()
      }
    }
    try scanner.end()
    guard isDelta else { throw JSONScanner.Unusual() }
  }

  private mutating func readDelta() throws(JSONScanner.Unusual) {
    var names = JSONScanner.Names()
    try scanner.take("{")
    while let name = try scanner.name(in: &names) {
      if scanner.spells("type", name) {
        let word = try scanner.text()
        kind =
          if scanner.spells("text_delta", word) {
            .text
          } else if scanner.spells("thinking_delta", word) {
            .thinking
          } else {
            nil
          }
      } else if scanner.spells("text", name) {
        said = try scanner.textOrNull()
      } else if scanner.spells("thinking", name) {
        thought = try scanner.textOrNull()
      } else {
        try scanner.skipValue()
      }
    }
  }
}
