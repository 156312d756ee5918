import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyStore

@Suite struct TraceTextsTests {
  private let trace: JSONValue = [
    "messages": [
      ["role": "system", "content": "Be kind.\n\nRecord one."],
      ["role": "user", "content": "Hello"],
    ],
    "parts": [
      ["message": 0, "text": "Be kind.\n\n"], ["message": 0, "text": "Record one."],
      ["message": 1, "text": "Hello"],
    ],
    "milliseconds": 1.5,
  ]

  @Test func whatThePartsSayIsKeptOnce() {
    let stored = TraceTexts.stored(trace)
    #expect(stored["messages"] == [["role": "system"], ["role": "user"]])
    #expect(stored["parts"] == trace["parts"])
    #expect(TraceTexts.whole(stored) == trace)
  }

  @Test(
    arguments: [
      [
        "messages": [["role": "user", "content": "Other"]], "parts": [["message": 0, "text": "x"]],
      ],
      ["messages": [["role": "user", "content": "Hello"]], "parts": []],
      ["messages": ["no object"], "parts": [["message": 7, "text": "of no message"], 3]],
      ["messages": [["role": "user", "content": ""]], "parts": []],
      ["milliseconds": 1], [1, 2], .null,
    ] as [JSONValue])
  func allElseComesBackAsItWas(trace: JSONValue) {
    #expect(TraceTexts.whole(TraceTexts.stored(trace)) == trace)
  }

  /// Traces of earlier releases hold every text twice.
  @Test func aTraceThatWasStoredWholeIsReadAsItIs() {
    #expect(TraceTexts.whole(trace) == trace)
  }

  @Test func aReaderOfTheStoreSeesNoDifference() async throws {
    let fixture = try StoreFixture()
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    var finished = StoreFixture.finish(turn)
    finished.trace = trace
    try await store.finish(finished)
    let read = try await store.trace(of: turn.reply.id, owner: .local)
    #expect(read?["messages"] == trace["messages"])
    #expect(try fixture.texts("SELECT value FROM traces").first?.contains("content") == false)
    let recording = try await store.recording(of: turn.chat.id)
    #expect(recording?.traces[turn.reply.id]?["messages"] == trace["messages"])
    await store.close()
  }
}
