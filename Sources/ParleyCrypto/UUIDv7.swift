/// Identifiers that sort by the time of their making (RFC 9562, section 5.7).
package enum UUIDv7 {
  /// The identifier for a time and ten random bytes, in lower case with dashes.
  ///
  /// `milliseconds` since 1970 are taken into the 48 bits that the format has (until the year
  /// 10889). Of `random`, 74 bits are used; bytes that are missing come from ``SecureRandom``, bytes
  /// beyond the tenth are ignored.
  package static func make(milliseconds: Int64, random: [UInt8]) -> String {
    let time = UInt64(min(max(milliseconds, 0), (1 << 48) - 1))
    var bytes = (0..<6).map { UInt8(truncatingIfNeeded: time >> (40 - 8 * $0)) }
    bytes += random.prefix(10)
    bytes += SecureRandom.bytes(16 - bytes.count)
    bytes[6] = bytes[6] & 0x0F | 0x70
    bytes[8] = bytes[8] & 0x3F | 0x80
    let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
    return groups.map { Array($0).hexadecimal }.joined(separator: "-")
  }
}
