/// Tells the texts on which cmark's time or memory grows out of proportion.
///
/// The limits are far beyond what people write. At each of them 128 KiB take cmark-gfm
/// 0.29.0.gfm.6 well under a quarter of a second; without them, seconds to minutes.
enum MarkdownGuard {
  /// Cells of a table row: columns times rows.
  static let maximumPipes = 64
  /// `>` and list markers at the start of a line: depth times length.
  static let maximumMarkers = 100
  /// Columns of blanks and markers at the start of a line: nesting built over many lines.
  static let maximumIndentation = 128
  /// `<!` and `<?`: each may be followed to the end of the text.
  static let maximumDeclarations = 1000
  /// Brackets times the longest paragraph: each link copies its reference's definition.
  static let maximumExpansion = 8 << 20

  /// `[` and `@` of one paragraph: cmark looks behind each, up to the paragraph's end.
  static let maximumBrackets = 2500

  /// Whether these lines may be handed to cmark.
  static func admits(_ piece: Range<Int>, of lines: SourceLines) -> Bool {
    guard lines.bytes(of: piece).count <= MarkdownOutline.maximumPieceBytes else { return false }
    return piece.allSatisfy { admits(line: lines[$0]) }
      && admitsPairs(in: lines.bytes(of: piece))
      && admitsReferences(in: piece, of: lines)
  }

  /// Whether tables and links of these lines stay in proportion too, for rendering.
  ///
  /// Counts paragraph by paragraph. A table's short rows are filled up, so each line costs as many
  /// cells as the widest.
  static func admitsRendering(
    _ piece: Range<Int>, of lines: SourceLines, tableCells: Int
  ) -> Bool {
    var rows = 0
    var columns = 0
    var brackets = 0
    for line in piece {
      if lines.isBlank(line) {
        (rows, columns, brackets) = (0, 0, 0)
        continue
      }
      rows += 1
      columns = max(columns, lines[line].count { $0 == UInt8(ascii: "|") })
      brackets += lines[line].count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "@") }
      if rows * columns > tableCells || brackets > maximumBrackets { return false }
    }
    return true
  }

  private static func admits(line: ArraySlice<UInt8>) -> Bool {
    guard line.count(where: { $0 == UInt8(ascii: "|") }) <= maximumPipes else { return false }
    var prefix = LinePrefix(line)
    while prefix.advance() {
      if prefix.markers > maximumMarkers || prefix.columns > maximumIndentation { return false }
    }
    return true
  }

  private static func admitsPairs(in bytes: ArraySlice<UInt8>) -> Bool {
    let declarations = zip(bytes, bytes.dropFirst()).count { first, second in
      first == UInt8(ascii: "<") && (second == UInt8(ascii: "!") || second == UInt8(ascii: "?"))
    }
    return declarations <= maximumDeclarations
  }

  private static func admitsReferences(in piece: Range<Int>, of lines: SourceLines) -> Bool {
    let bytes = lines.bytes(of: piece)
    let hasDefinitions = zip(bytes, bytes.dropFirst()).contains { first, second in
      first == UInt8(ascii: "]") && second == UInt8(ascii: ":")
    }
    guard hasDefinitions else { return true }
    var longest = 0
    var current = 0
    for line in piece {
      current = lines.isBlank(line) ? 0 : current + lines[line].count
      longest = max(longest, current)
    }
    return longest * bytes.count { $0 == UInt8(ascii: "[") } <= maximumExpansion
  }
}

/// Walks over the blanks, `>` and list markers that a line begins with.
private struct LinePrefix {
  private var rest: ArraySlice<UInt8>
  /// Markers passed so far.
  private(set) var markers = 0
  /// Columns passed so far; a tab counts as four.
  private(set) var columns = 0

  init(_ line: ArraySlice<UInt8>) {
    rest = line
  }

  /// Goes over one blank or marker; `false` where the text begins.
  mutating func advance() -> Bool {
    guard let first = rest.first else { return false }
    switch first {
    case UInt8(ascii: " "): skip(1)
    case UInt8(ascii: "\t"):
      skip(1)
      columns += 3
    case UInt8(ascii: ">"):
      skip(1)
      markers += 1
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      return skipListMarker(1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = rest.prefix(10).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      let delimiter = rest.dropFirst(digits.count).first
      guard delimiter == UInt8(ascii: ".") || delimiter == UInt8(ascii: ")") else { return false }
      return skipListMarker(digits.count + 1)
    default: return false
    }
    return true
  }

  /// A list marker is one only before a blank or the line's end.
  private mutating func skipListMarker(_ count: Int) -> Bool {
    let next = rest.dropFirst(count).first
    guard next == nil || next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") else {
      return false
    }
    skip(count)
    markers += 1
    return true
  }

  private mutating func skip(_ count: Int) {
    rest = rest.dropFirst(count)
    columns += count
  }
}
