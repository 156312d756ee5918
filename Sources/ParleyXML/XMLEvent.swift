/// What comes next in a document.
package enum XMLEvent: Sendable, Hashable {
  case start(XMLTag)
  /// Characters between tags; one text may come in several pieces.
  case text(String)
  case end
}

/// The beginning of an element.
package struct XMLTag: Sendable, Hashable {
  /// As it is written, with its prefix: `g:price`.
  package var name: String
  /// By their names as written.
  package var attributes: [String: String]
  /// Where it stands, from 1.
  package var line: Int
}
