/// Cuts a stream of bytes into lines, and never holds more than one line of the longest length.
struct LineSplitter {
  /// The most bytes a line may have, without its end.
  let longest: Int
  private var rest: [UInt8] = []

  /// A line that does not end in time.
  struct LineTooLong: Error {}

  init(longest: Int) {
    self.longest = longest
  }

  /// Takes bytes and hands over each line they complete, without its line feed.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, _ onLine: ([UInt8]) -> Void
  ) throws(LineTooLong) {
    var remaining = bytes[...]
    while let end = remaining.firstIndex(of: UInt8(ascii: "\n")) {
      let piece = remaining[..<end]
      guard rest.count + piece.count <= longest else { throw LineTooLong() }
      rest.append(contentsOf: piece)
      let line = rest
      rest.removeAll(keepingCapacity: line.count <= 1 << 16)
      onLine(line)
      remaining = remaining[(end + 1)...]
    }
    guard rest.count + remaining.count <= longest else { throw LineTooLong() }
    rest.append(contentsOf: remaining)
  }
}
