/// Why a YAML text was refused: the place and one sentence that says what to do.
///
/// The error never carries the text itself, which may hold secrets.
package struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What sort of fault it is.
  package enum Kind: Sendable, Hashable {
    /// The text is not YAML, or not all of it.
    case syntax
    /// Not UTF-8, or with control characters.
    case encoding
    /// YAML that Parley refuses: aliases, anchors, merge keys, tags, a second document.
    case unsupported
    case duplicateKey
    case limit
    /// Reading the bytes failed.
    case input
  }

  package var kind: Kind
  package var mark: YAMLMark
  /// Bytes before the fault, counted from the beginning of the file, for faults of encoding.
  package var offset: Int?
  /// One sentence, without the place.
  package var message: String
  /// Whether only one item of a stream is beyond its limits, not the stream.
  var isOfItem = false

  package init(_ kind: Kind, at mark: YAMLMark, offset: Int? = nil, _ message: String) {
    self.kind = kind
    self.mark = mark
    self.offset = offset
    self.message = message
  }

  /// `line:column: message`.
  package var description: String { "\(mark): \(message)" }
}
