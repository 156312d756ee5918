import ParleyDomain
import ParleyJSON
import ParleyPlugin
import Testing

@testable import parley

struct RecordedChatFileTests {
  private let export = """
    {"id": "c", "title": "Books", "persona": "clerk", "fence": "abc",
     "created_at": "2026-11-20T10:00:00.000Z", "updated_at": "2026-11-20T10:00:00.000Z",
     "messages": [
      {"id": "1", "parent_id": null, "role": "user", "content": "books?", "status": "complete",
       "created_at": "2026-11-20T10:00:00.000Z"},
      {"id": "2", "parent_id": "1", "role": "assistant", "content": "[1]", "status": "complete",
       "created_at": "2026-11-20T10:00:01.000Z", "model": "m", "trace": {"parts": []},
       "citations": [{"index": 1, "collection": "books", "id": "b", "title": "B", "url": null}]},
      {"id": "3", "parent_id": "2", "role": "user", "content": "cheaper?", "status": "complete",
       "created_at": "2026-11-20T10:00:02.000Z"},
      {"id": "4", "parent_id": "3", "role": "assistant", "content": "No.", "status": "complete",
       "created_at": "2026-11-20T10:00:03.000Z"},
      {"id": "5", "parent_id": "1", "role": "assistant", "content": "Again.", "status": "complete",
       "created_at": "2026-11-20T10:00:04.000Z"}
     ]}
    """

  private func chat(_ text: String) throws -> RecordedChat {
    try RecordedChatFile(name: "chat.json").chat(try JSONParser.parse(text))
  }

  @Test func anExportIsAChatWithItsTraces() throws {
    let recording = try chat(export)
    #expect(recording.chat.fence == "abc")
    #expect(recording.traces.keys.map(\.rawValue) == ["2"])
    #expect(recording.messages[1].citations.map(\.source.reference.description) == ["books/b"])
  }

  /// A reply that was made again follows the same question, not what was said in between.
  @Test func turnsFollowTheirParents() throws {
    let turns = try chat(export).turns
    #expect(turns.map(\.question.content) == ["books?", "cheaper?", "books?"])
    #expect(turns.map { $0.history.map(\.id.rawValue) } == [[], ["1", "2"], []])
    #expect(turns.map { $0.trace != nil } == [true, false, false])
  }

  @Test(arguments: [
    (#"{}"#, "the chat: 'id' is missing"),
    (#"{"id": "c", "persona": "p", "created_at": "yesterday"}"#, "'created_at' is no time"),
    (
      #"{"id": "c", "persona": "p", "created_at": "2026-11-20"}"#, "the chat: 'messages' is missing"
    ),
    (
      #"{"id": "c", "persona": "p", "created_at": "2026-11-20", "messages": [{"role": "bot"}]}"#,
      "messages[0]: 'bot' is no role"
    ),
  ])
  func whatIsNoChatIsToldWithItsPlace(_ text: String, _ message: String) throws {
    let failure = try #require(throws: CommandFailure.self) { try chat(text) }
    #expect(failure.status == .badData)
    #expect(failure.messages.first?.hasPrefix("chat.json: ") == true)
    #expect(failure.messages.first?.contains(message) == true, "\(failure.messages)")
  }

  @Test func aLoopOfParentsEnds() throws {
    let looped = export.replacing(
      #""id": "1", "parent_id": null"#, with: #""id": "1", "parent_id": "4""#)
    #expect(try chat(looped).turns.count == 3)
  }

  @Test func aPathIsToldFromAChat() {
    #expect(RecordedChatFile.isPath("chat.json"))
    #expect(RecordedChatFile.isPath("./chats/old"))
    #expect(!RecordedChatFile.isPath("01a1faec-2f28-7f9a-9bc9-b8810417b575"))
  }
}
