/// Why a document is not read as Markdown.
package enum MarkdownError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The document has this many bytes, more than ``MarkdownDocument/maximumBytes``.
  case tooLarge(bytes: Int)

  package var description: String {
    switch self {
    case .tooLarge(let bytes):
      "the document has \(bytes) bytes, \(MarkdownDocument.maximumBytes) are allowed; split it"
    }
  }
}
