import Testing

@testable import ParleyExternal

struct LineSplitterTests {
  private func lines(_ pieces: [String], longest: Int = 10) throws -> [String] {
    var splitter = LineSplitter(longest: longest)
    var lines: [String] = []
    for piece in pieces {
      try Array(piece.utf8).withUnsafeBytes { bytes in
        try splitter.take(bytes) { lines.append(String(decoding: $0, as: UTF8.self)) }
      }
    }
    return lines
  }

  @Test func linesAreCutWhereverThePiecesEnd() throws {
    #expect(try lines(["ab", "c\nd", "ef\n", "\n", "x"]) == ["abc", "def", ""])
    #expect(try lines(["a\nb\nc\n"]) == ["a", "b", "c"])
  }

  @Test func aLineOfTheLongestLengthPasses() throws {
    #expect(try lines(["0123456789\n"]) == ["0123456789"])
  }

  @Test(arguments: [["01234567890"], ["01234", "567890"], ["ok\n01234567890\n"]])
  func aLongerLineIsRefusedBeforeItEnds(_ pieces: [String]) {
    #expect(throws: LineSplitter.LineTooLong.self) { try lines(pieces) }
  }
}
