/// Identifiers that sort by the time of their making (RFC 9562, section 5.7).
package enum UUIDv7 {
  /// The identifier for a time and ten random bytes, in lower case with dashes.
  ///
  /// `milliseconds` since 1970 are taken into the 48 bits that the format has (until the year
  /// 10889). Of `random`, 74 bits are used; bytes that are missing come from ``SecureRandom``, bytes
  /// beyond the tenth are ignored.
  package static func make(milliseconds: Int64, random: [UInt8]) -> String {
    let random = random.prefix(10) + SecureRandom.bytes(10 - random.count)
    let time = UInt64(min(max(milliseconds, 0), (1 << 48) - 1))
    // The two halves of the format, the random bytes from the highest on.
    var high = random.prefix(2).reduce(time) { $0 << 8 | UInt64($1) }
    var low = random.dropFirst(2).reduce(0) { $0 << 8 | UInt64($1) }
    high = high & ~0xF000 | 0x7000
    low = low & ~(3 << 62) | 1 << 63
    return text(high, low)
  }

  /// 32 digits in groups of 8, 4, 4, 4 and 12.
  private static func text(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { target in
      var place = 0
      for digit in 0..<32 {
        if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
          target[place] = UInt8(ascii: "-")
          place += 1
        }
        let half = digit < 16 ? high : low
        let value = UInt8(half >> (60 - 4 * UInt64(digit % 16)) & 0xF)
        target[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
        place += 1
      }
      return place
    }
  }
}
