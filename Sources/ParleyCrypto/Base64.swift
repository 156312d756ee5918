import CSodium

/// Bytes as text in the standard alphabet with padding (RFC 4648, section 4).
package enum Base64 {
  package static func text(of bytes: [UInt8]) -> String {
    Sodium.prepare()
    let variant = Int32(sodium_base64_VARIANT_ORIGINAL)
    // With the NUL that ends a C string.
    var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
    sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The bytes that a text stands for; `nil` when it is not exactly such a text.
  package static func bytes(of text: String) -> [UInt8]? {
    Sodium.prepare()
    var bytes = [UInt8](repeating: 0, count: text.utf8.count / 4 * 3)
    var count = 0
    let status = sodium_base642bin(
      &bytes, bytes.count, text, text.utf8.count, nil, &count, nil,
      Int32(sodium_base64_VARIANT_ORIGINAL))
    guard status == 0, count <= bytes.count else { return nil }
    return Array(bytes.prefix(count))
  }
}
