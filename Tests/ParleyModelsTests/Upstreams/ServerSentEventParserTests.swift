import ParleyModels
import ParleyTestKit
import Testing

struct ServerSentEventParserTests {
  private func parse(_ pieces: [[UInt8]], limit: Int = 1 << 20) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser(limit: limit)
    var events: [ServerSentEvent] = []
    for piece in pieces { try parser.consume(piece, into: &events) }
    if let last = try parser.finish() { events.append(last) }
    return events
  }

  private func parse(_ text: String) throws -> [ServerSentEvent] {
    try parse([Array(text.utf8)])
  }

  @Test(arguments: [ProviderStreams.llamaServer, ProviderStreams.liteLLM, ProviderStreams.oddities])
  func theSplitDoesNotMatter(transcript: String) throws {
    for text in [
      transcript,
      transcript.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\r\n"),
      transcript.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r"),
    ] {
      let bytes = Array(text.utf8)
      let whole = try parse(transcript)
      #expect(whole.count >= 5)
      for split in 0...bytes.count {
        #expect(try parse([Array(bytes[..<split]), Array(bytes[split...])]) == whole)
      }
      #expect(try parse(bytes.map { [$0] }) == whole)
    }
  }

  @Test func readsFieldsAsTheStandardSays() throws {
    #expect(
      try parse("event: a\nid: 1\ndata: x\ndata:  y\ndata\ndata:z\nfoo: bar\n\ndata: next\n\n") == [
        ServerSentEvent(event: "a", data: "x\n y\n\nz", id: "1"), ServerSentEvent(data: "next"),
      ])
    #expect(try parse("\u{FEFF}data: x\n\n") == [ServerSentEvent(data: "x")])
  }

  @Test func eventsWithoutDataGiveNothing() throws {
    #expect(try parse(": hello\n\nevent: ping\n\nid: 3\n\ndata:\n\nretry: 5\n\n\n\n").isEmpty)
  }

  @Test(arguments: ["data: x", "data: x\n", "data: x\r\n"])
  func theLastBlankLineMayBeMissing(text: String) throws {
    #expect(try parse(text) == [ServerSentEvent(data: "x")])
  }

  @Test func badUTF8IsReplaced() throws {
    #expect(
      try parse([Array("data: a".utf8), [0xFF, 0xC3], Array("b\n\n".utf8)]).map(\.data)
        == ["a\u{FFFD}\u{FFFD}b"])
  }

  @Test func longLinesAndEventsAreRefusedAfterWhatCameBefore() throws {
    var parser = ServerSentEventParser(limit: 20)
    var events: [ServerSentEvent] = []
    #expect(throws: ServerSentEventParser.TooLong.self) {
      try parser.consume(
        Array("data: ok\n\ndata: \(String(repeating: "x", count: 20))\n\n".utf8), into: &events)
    }
    #expect(events == [ServerSentEvent(data: "ok")])
    let manyLines = String(repeating: "data: abcd\n", count: 5)
    #expect(throws: ServerSentEventParser.TooLong.self) {
      try parse([Array(manyLines.utf8)], limit: 20)
    }
  }
}
