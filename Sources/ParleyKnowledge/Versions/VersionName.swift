import ParleyCrypto
import ParleyPlugin

/// Names a version after the time it was built: `20261120T183011Z-3fa9c1`. Names sort by age.
package struct VersionName: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let description: String

  /// A name as it stands in a file, or `nil` for any other text.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 23, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      bytes[16] == UInt8(ascii: "-"),
      bytes[..<8].allSatisfy(Self.isDigit), bytes[9..<15].allSatisfy(Self.isDigit),
      bytes[17...].allSatisfy({ Self.isDigit($0) || (0x61...0x66).contains($0) })
    else { return nil }
    description = String(text)
  }

  /// A fresh name for a version that is built now; later than every other, also when the clock was
  /// set back or two are built within a second.
  init(now: Timestamp, after others: [VersionName]) {
    var time = now
    let newest = others.max()?.time
    if let newest, Self.stamp(time) <= newest { time = Self.following(newest, from: now) }
    let random = SecureRandom.bytes(3).map { byte in
      String(Int(byte) + 0x100, radix: 16).dropFirst()
    }
    description = "\(Self.stamp(time))-\(random.joined())"
  }

  package static func < (left: VersionName, right: VersionName) -> Bool {
    left.description < right.description
  }

  /// The part that tells the time.
  private var time: String { String(description.prefix(16)) }

  /// `2026-11-20T18:30:11.000Z` as `20261120T183011Z`.
  private static func stamp(_ time: Timestamp) -> String {
    let digits = time.description.filter { $0 != "-" && $0 != ":" }
    return digits.prefix(15) + "Z"
  }

  private static func following(_ stamp: String, from now: Timestamp) -> Timestamp {
    let parts = Array(stamp)
    let text = { (range: Range<Int>) in String(parts[range]) }
    let day = "\(text(0..<4))-\(text(4..<6))-\(text(6..<8))"
    let clock = "\(text(9..<11)):\(text(11..<13)):\(text(13..<15))"
    return (Timestamp("\(day)T\(clock)Z") ?? now).advanced(by: .seconds(1))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
