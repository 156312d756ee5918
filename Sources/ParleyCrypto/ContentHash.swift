/// Names content by what it is: equal bytes have equal names, others practically never.
///
/// BLAKE2b (RFC 7693) without a key. For content only; whoever can guess the text can compute the
/// name, so addresses and e-mail addresses take ``KeyedHash``.
package enum ContentHash {
  /// The hash as lower case hexadecimal, two digits a byte. `length` in bytes is taken into 16...64.
  package static func hex(of bytes: [UInt8], length: Int = 16) -> String {
    BLAKE2b.hash(bytes, key: [], length: length).hexadecimal
  }

  /// The hash of a text's UTF-8.
  package static func hex(of text: String, length: Int = 16) -> String {
    hex(of: Array(text.utf8), length: length)
  }
}
