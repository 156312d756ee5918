import Testing

@testable import ParleyHTTPClient

struct ResponseHeadParserTests {
  private func parse(_ lines: [String], limit: Int = 1000) throws -> [ResponseHead] {
    var parser = ResponseHeadParser(limit: limit)
    return try lines.compactMap { try parser.consume(Array(($0 + "\r\n").utf8)) }
  }

  @Test func interimResponsesAndTrailersLeaveNoTrace() throws {
    let heads = try parse([
      "HTTP/1.1 100 Continue", "X: interim", "", "HTTP/1.1 200 OK", "A:b ", "C:  d", "",
      "Trailer: late", "",
    ])
    #expect(heads.count == 1)
    #expect(heads.first?.status == 200)
    #expect(heads.first?.headers.fields.map(\.name) == ["A", "C"])
    #expect(heads.first?.headers.fields.map(\.value) == ["b", "d"])
  }

  @Test func readsHTTP2AndFoldedLines() throws {
    let heads = try parse(["HTTP/2 404", "x: one", "\ttwo", "empty:", "no colon", ""])
    #expect(heads.first?.status == 404)
    #expect(heads.first?.headers["X"] == "one two")
    #expect(heads.first?.headers["empty"] == "")
  }

  @Test func aFloodOfInterimResponsesIsTooLarge() {
    let flood = Array(repeating: ["HTTP/1.1 100 Continue", ""], count: 50).flatMap { $0 }
    #expect(throws: ResponseHeadParser.TooLarge.self) { try parse(flood) }
  }
}
