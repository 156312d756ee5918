/// A text by its lines, which end with LF, CR LF or CR, as CommonMark has it.
struct SourceLines {
  private let bytes: [UInt8]
  /// Where each line's bytes stand, without its ending.
  private let contents: [Range<Int>]

  init(_ source: String) {
    var bytes = Array(source.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var contents: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() {
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      let endsCarriageReturn = byte == UInt8(ascii: "\n") && index == start && index > 0
      if !(endsCarriageReturn && bytes[index - 1] == UInt8(ascii: "\r")) {
        contents.append(start..<index)
      }
      start = index + 1
    }
    if start < bytes.count { contents.append(start..<bytes.count) }
    self.bytes = bytes
    self.contents = contents
  }

  var count: Int { contents.count }

  /// The bytes of one line, without its ending.
  subscript(line: Int) -> ArraySlice<UInt8> { bytes[contents[line]] }

  /// Whether a line has nothing but spaces and tabs.
  func isBlank(_ line: Int) -> Bool {
    self[line].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// Whether a line begins with a space or a tab.
  func isIndented(_ line: Int) -> Bool {
    self[line].first == UInt8(ascii: " ") || self[line].first == UInt8(ascii: "\t")
  }

  /// The bytes of these lines with the endings between them, without the last one.
  func bytes(of lines: Range<Int>) -> ArraySlice<UInt8> {
    guard !lines.isEmpty else { return [] }
    return bytes[contents[lines.lowerBound].lowerBound..<contents[lines.upperBound - 1].upperBound]
  }

  /// The same as text.
  func text(of lines: Range<Int>) -> String {
    String(decoding: bytes(of: lines), as: UTF8.self)
  }

  /// Everything from this line on, with the last line's ending.
  func text(from line: Int) -> String {
    guard line < count else { return "" }
    return String(decoding: bytes[contents[line].lowerBound...], as: UTF8.self)
  }

  /// These lines without blank ones at either end; `nil` when all are blank.
  func trimmed(_ lines: Range<Int>) -> Range<Int>? {
    guard let first = lines.first(where: { !isBlank($0) }),
      let last = lines.last(where: { !isBlank($0) })
    else { return nil }
    return first..<last + 1
  }
}
