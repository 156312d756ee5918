/// The headings of a document, found without giving a hostile text the chance to hang the parser.
///
/// cmark takes quadratic time or worse for some small texts (CVE-2023-22483, -22484, -24824 and
/// others). So it is handed pieces of at most 128 KiB, cut at blank lines outside fenced code, and
/// only those that ``MarkdownGuard`` lets through. The others are read line by line for `#` headings.
struct MarkdownOutline {
  static let maximumPieceBytes = 128 << 10

  /// In reading order, with the document's line numbers.
  private(set) var headings: [MarkdownHeading] = []
  /// Pieces that cmark parsed.
  private(set) var parsedPieces = 0
  /// Pieces that were read line by line because cmark could have hung on them.
  private(set) var scannedPieces = 0

  init(of lines: SourceLines) {
    for piece in MarkdownOutline.pieces(of: lines) {
      if MarkdownGuard.admits(piece, of: lines),
        let found = CommonMarkHeadings.find(in: piece, of: lines)
      {
        parsedPieces += 1
        headings += found
      } else {
        scannedPieces += 1
        headings += PlainHeadings.find(in: piece, of: lines)
      }
    }
  }

  /// Runs of lines, each as long as the limit allows. A run ends at a blank line outside fenced code,
  /// before a line that is not indented, which keeps list items whole. One without such a place goes
  /// beyond the limit as a whole.
  private static func pieces(of lines: SourceLines) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var fence = CodeFence()
    var start = 0
    var cut = 0
    var followsGap = false
    for line in 0..<lines.count {
      let isCode = fence.takes(lines[line])
      if followsGap, !lines.isIndented(line) { cut = line }
      if cut > start, lines.bytes(of: start..<line + 1).count > maximumPieceBytes {
        pieces.append(start..<cut)
        start = cut
      }
      followsGap = !isCode && lines.isBlank(line)
    }
    if start < lines.count { pieces.append(start..<lines.count) }
    return pieces
  }
}
