/// Why a document is not accepted, and where.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in a form that programs can compare and the HTTP interface can pass on.
  package enum Code: String, Sendable, Hashable {
    case empty
    case tooLarge = "too_large"
    case tooDeep = "too_deep"
    case byteOrderMark = "byte_order_mark"
    case invalidUTF8 = "invalid_utf8"
    case loneSurrogate = "lone_surrogate"
    case nulNotAllowed = "nul_not_allowed"
    case duplicateKey = "duplicate_key"
    case numberOutOfRange = "number_out_of_range"
    case invalidSyntax = "invalid_syntax"
    case truncated
    case trailingData = "trailing_data"
    case notAnObject = "not_an_object"
    case outOfMemory = "out_of_memory"
  }

  package let code: Code
  /// Bytes from the start of the document, 0-based, never beyond its end.
  package let offset: Int
  /// One sentence for people, for example `duplicate key 'content' at byte 28`.
  package let description: String

  /// Adds the place to the message, except where the place says nothing.
  init(_ code: Code, at offset: Int, _ message: String) {
    self.code = code
    self.offset = offset
    switch code {
    case .empty, .tooLarge, .tooDeep, .byteOrderMark, .notAnObject: description = message
    default: description = "\(message) at byte \(offset)"
    }
  }

  /// A key that stands twice in one object; of a long one the message shows the beginning.
  static func duplicateKey(_ key: String, at offset: Int) -> JSONError {
    let shown = key.count > 64 ? "\(key.prefix(64))…" : key
    return JSONError(.duplicateKey, at: offset, "duplicate key '\(shown)'")
  }
}
