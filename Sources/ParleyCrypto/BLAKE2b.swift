import CSodium

/// The hash function behind ``ContentHash`` and ``KeyedHash``.
enum BLAKE2b {
  /// `length` bytes (taken into 16...64) over the message; a key is empty or has 16 to 64 bytes.
  static func hash(_ message: [UInt8], key: [UInt8], length: Int) -> [UInt8] {
    Sodium.prepare()
    var digest = [UInt8](repeating: 0, count: min(max(length, 16), 64))
    let status = crypto_generichash(
      &digest, digest.count, message, UInt64(message.count), key, key.count)
    // It fails only for lengths that the first line and KeyedHash's initialiser rule out.
    assert(status == 0)
    return digest
  }
}

extension [UInt8] {
  /// Two lower case digits a byte.
  var hexadecimal: String {
    String(unsafeUninitializedCapacity: 2 * count) { text in
      for (index, byte) in enumerated() {
        text[2 * index] = Self.digit(byte >> 4)
        text[2 * index + 1] = Self.digit(byte & 0xF)
      }
      return 2 * count
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
