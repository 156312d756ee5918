import CSodium

/// Bytes that nobody can guess: identifiers, keys, session tokens, fence words.
package enum SecureRandom {
  /// This many random bytes from the operating system's generator; none for a count below one.
  package static func bytes(_ count: Int) -> [UInt8] {
    Sodium.prepare()
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }
}
