import Foundation
import ParleyJSON
import ParleyPlugin
import Testing

@testable import ParleyModels

/// Beside the regular expressions: `pieces.jsonl` was recorded with them by
/// Tests/EndToEnd/tools/piece_samples.py.
struct PieceScannerTests {
  private struct Sample {
    var text: String
    var lengths: [TokenEncoding: [Int]]
  }

  private func samples() throws -> [Sample] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/pieces.jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let values = try #require(try JSONParser.parse(String(line)).array)
      try #require(values.count == 3)
      return Sample(
        text: try #require(values[0].string),
        lengths: [
          .cl100k: (values[1].array ?? []).compactMap(\.integer),
          .o200k: (values[2].array ?? []).compactMap(\.integer),
        ])
    }
  }

  private func lengths(_ text: String, _ encoding: TokenEncoding) -> [Int] {
    let scanner = PieceScanner(encoding)
    let bytes = text.utf8.span
    var (start, lengths): (Int, [Int]) = (0, [])
    while start < bytes.count {
      let end = scanner.pieceEnd(from: start, in: bytes)
      lengths.append(end - start)
      start = end
    }
    return lengths
  }

  private func pieces(_ text: String, _ encoding: TokenEncoding) -> [String] {
    var rest = Array(text.utf8)[...]
    return lengths(text, encoding).map { length in
      defer { rest = rest.dropFirst(length) }
      return String(decoding: rest.prefix(length), as: UTF8.self)
    }
  }

  @Test(arguments: TokenEncoding.allCases)
  func cutsAsTheRegularExpressionDoes(encoding: TokenEncoding) throws {
    let samples = try samples()
    #expect(samples.count > 2000)
    for sample in samples {
      #expect(
        lengths(sample.text, encoding) == sample.lengths[encoding],
        "\(sample.text.debugDescription)")
    }
  }

  @Test func theTwoEncodingsDifferInCasesEndingsAndMarks() {
    #expect(pieces("HTTPServer", .cl100k) == ["HTTPServer"])
    #expect(pieces("HTTPServer", .o200k) == ["HTTPServer"])
    #expect(pieces("theServer", .o200k) == ["the", "Server"])
    #expect(pieces("it's", .cl100k) == ["it", "'s"])
    #expect(pieces("it's", .o200k) == ["it's"])
    #expect(pieces("हिन्दी", .cl100k) == ["ह", "िन", "्द", "ी"])
    #expect(pieces("हिन्दी", .o200k) == ["हिन्दी"])
    #expect(pieces("/\n/", .cl100k) == ["/\n", "/"])
    #expect(pieces("/\n/", .o200k) == ["/\n/"])
  }

  @Test func spaceGoesToTheWordThatFollows() {
    for encoding in TokenEncoding.allCases {
      #expect(pieces("a   b", encoding) == ["a", "  ", " b"])
      #expect(pieces("a \n  b", encoding) == ["a", " \n", " ", " b"])
    }
    #expect(pieces("a \n  ", .cl100k) == ["a", " \n  "])
    #expect(pieces("a \n  ", .o200k) == ["a", " \n", "  "])
  }
}
