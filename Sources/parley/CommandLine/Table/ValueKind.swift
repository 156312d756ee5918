/// What kind of word an option or a positional takes. The parser checks what it can, the shells
/// complete what they can.
enum ValueKind: Sendable, Hashable {
  /// Any text; only the verb knows what it means.
  case text
  /// The path of a file, or `-` for standard input where the verb says so.
  case file
  case directory
  /// One of these and nothing else; the parser refuses other words.
  case words([String])
  /// A part of a verb's name, as in `parley help knowledge load`.
  case verb

  /// The words that are allowed, when they are known.
  var words: [String]? {
    if case .words(let words) = self { words } else { nil }
  }
}
