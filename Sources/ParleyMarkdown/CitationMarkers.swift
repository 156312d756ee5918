/// Finds the markers `[1]` of known citations in a text.
enum CitationMarkers {
  /// A piece of a text: what stands as it is, or a marker's number.
  enum Piece: Hashable {
    case text(ArraySlice<UInt8>)
    case marker(Int)
  }

  /// The text cut at its markers. Numbers that no citation has stay text.
  static func pieces(of text: [UInt8], citations: Set<Int>) -> [Piece] {
    var pieces: [Piece] = []
    var start = 0
    var position = 0
    while let open = text[position...].firstIndex(of: UInt8(ascii: "[")) {
      position = open + 1
      guard !citations.isEmpty, let (number, end) = marker(at: open, in: text),
        citations.contains(number)
      else { continue }
      if start < open { pieces.append(.text(text[start..<open])) }
      pieces.append(.marker(number))
      start = end
      position = end
    }
    if start < text.count { pieces.append(.text(text[start...])) }
    return pieces
  }

  /// The number of the marker that begins here, and where the text goes on.
  private static func marker(at open: Int, in text: [UInt8]) -> (number: Int, end: Int)? {
    let digits = text[(open + 1)...].prefix(5).prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard (1...4).contains(digits.count), digits.endIndex < text.count,
      text[digits.endIndex] == UInt8(ascii: "]"),
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return (number, digits.endIndex + 1)
  }
}
