import CSodium

/// Proves that a message comes from somebody who knows a key (RFC 2104 with SHA-256).
package enum HMACSHA256 {
  /// The 32 bytes for a message; a key may have any length.
  package static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
    Sodium.prepare()
    var state = crypto_auth_hmacsha256_state()
    var code = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
    crypto_auth_hmacsha256_init(&state, key, key.count)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    crypto_auth_hmacsha256_final(&state, &code)
    return code
  }
}
