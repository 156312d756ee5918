/// The lines of a file of ranks, decoded and not yet compared with one another.
struct RankLines {
  struct Entry {
    /// Where the token stands in ``RankLines/bytes``.
    var start: Int
    var end: Int
    var rank: UInt32
    /// Counted from 1.
    var line: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []
  /// Tokens of up to eight bytes.
  private(set) var shortTokens = 0
  var longTokens: Int { entries.count - shortTokens }

  /// - Parameter size: Of the file, in bytes.
  init(_ size: Int) {
    bytes.reserveCapacity(size / 2)
    entries.reserveCapacity(size / 16)
  }

  /// Reads all lines; empty ones count only for the numbering. Throws ``RankFileError``.
  mutating func read(_ content: Span<UInt8>, longestToken: Int) throws(RankFileError) {
    var (start, line) = (0, 1)
    while start < content.count {
      var end = start
      while end < content.count, content[end] != 0x0A { end += 1 }
      let last = end > start && content[end - 1] == 0x0D ? end - 1 : end
      if last > start { try read(content, start..<last, line: line, longestToken: longestToken) }
      start = end + 1
      line += 1
    }
  }

  private mutating func read(
    _ content: Span<UInt8>, _ range: Range<Int>, line: Int, longestToken: Int
  ) throws(RankFileError) {
    guard let space = range.first(where: { content[$0] == 0x20 }) else {
      throw RankFileError(line: line, "not a token in Base64, a space and a rank")
    }
    let start = bytes.count
    guard decode(content, range.lowerBound..<space), bytes.count > start else {
      throw RankFileError(line: line, "the token is not in Base64")
    }
    guard bytes.count - start <= longestToken else {
      throw RankFileError(line: line, "the token has more than \(longestToken) bytes")
    }
    guard let rank = Self.number(content, space + 1..<range.upperBound) else {
      throw RankFileError(line: line, "the rank is not a number from 0 to \(UInt32.max - 1)")
    }
    if bytes.count - start <= 8 { shortTokens += 1 }
    entries.append(Entry(start: start, end: bytes.count, rank: rank, line: line))
  }

  /// Appends what Base64 with padding stands for; `false` when it is none.
  private mutating func decode(_ content: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count % 4 == 0 else { return false }
    var padding = 0
    while padding < 2, padding < range.count, content[range.upperBound - 1 - padding] == 0x3D {
      padding += 1
    }
    var (bits, bitCount): (UInt32, UInt32) = (0, 0)
    for position in range.dropLast(padding) {
      guard let value = Self.value(of: content[position]) else { return false }
      bits = (bits << 6 | value) & 0xFFFF
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    return true
  }

  /// What a letter of Base64 stands for.
  private static func value(of letter: UInt8) -> UInt32? {
    switch letter {
    case 0x41...0x5A: UInt32(letter) - 0x41  // A-Z
    case 0x61...0x7A: UInt32(letter) - 0x61 + 26  // a-z
    case 0x30...0x39: UInt32(letter) - 0x30 + 52  // 0-9
    case 0x2B: 62  // +
    case 0x2F: 63  // /
    default: nil
    }
  }

  private static func number(_ content: Span<UInt8>, _ range: Range<Int>) -> UInt32? {
    guard (1...10).contains(range.count) else { return nil }
    var number: UInt64 = 0
    for position in range {
      guard case 0x30...0x39 = content[position] else { return nil }
      number = number * 10 + UInt64(content[position] - 0x30)
    }
    return number < UInt64(UInt32.max) ? UInt32(number) : nil
  }
}
