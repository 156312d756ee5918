/// Follows fenced code from line to line (CommonMark 4.5), so that what looks like a heading or a
/// gap inside of it is not taken for one.
struct CodeFence {
  private var marker: UInt8 = 0
  private var length = 0

  /// Whether the next line stands inside fenced code.
  var isOpen: Bool { length > 0 }

  /// Takes in a line; says whether it belongs to fenced code, opening and closing lines included.
  mutating func takes(_ line: ArraySlice<UInt8>) -> Bool {
    let wasOpen = isOpen
    let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
    let content = line.dropFirst(indentation)
    guard indentation < 4, let first = content.first,
      first == UInt8(ascii: "`") || first == UInt8(ascii: "~")
    else { return wasOpen }
    let run = content.prefix { $0 == first }.count
    let rest = content.dropFirst(run)
    if wasOpen {
      let isBare = rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if first == marker, run >= length, isBare { length = 0 }
      return true
    }
    // Backticks later in the line make it inline code.
    guard run >= 3, first == UInt8(ascii: "~") || !rest.contains(first) else { return false }
    marker = first
    length = run
    return true
  }
}
