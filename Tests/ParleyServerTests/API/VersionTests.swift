import ParleyDomain
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

struct VersionTests {
  private let fixture = ApplicationFixture()

  private func ask(_ text: String, session: String? = nil) async -> JSONValue {
    let place = session.map { #", "session_id": "\#($0)""# } ?? ""
    return await fixture.send("POST", "/api/chat", #"{"message": "\#(text)"\#(place)}"#).json
  }

  private func name(_ json: JSONValue, _ key: String) throws -> String {
    try #require(json[key]?.string)
  }

  private func chat(_ id: String) async -> JSONValue {
    await fixture.send("GET", "/api/chats/\(id)").json
  }

  @Test func aReplyIsMadeAnewBesideTheFirst() async throws {
    let first = await ask("dragons")
    let reply = try name(first, "message_id")
    let again = await fixture.send(
      "POST", "/api/chat/regenerate", #"{"message_id": "\#(reply)"}"#)
    #expect(again.status == 200)
    #expect(again.json["session_id"] == first["session_id"])
    #expect(again.json["chat_id"] == first["chat_id"])
    let stored = await chat(try name(first, "chat_id"))
    let messages = try #require(stored["messages"]?.array)
    #expect(messages.map { $0["role"]?.string } == ["user", "assistant", "assistant"])
    #expect(messages[1]["parent_id"] == messages[2]["parent_id"])
    #expect(stored["active_leaf"] == again.json["message_id"])
  }

  @Test func regeneratingTwiceUnderOneKeyMakesOneReply() async throws {
    let reply = try name(await ask("dragons"), "message_id")
    let body = #"{"message_id": "\#(reply)"}"#
    var made: [JSONValue] = []
    for _ in 0..<2 {
      let answer = await fixture.send(
        "POST", "/api/chat/regenerate", body, headers: [("Idempotency-Key", "k")])
      made.append(try #require(answer.json["message_id"]))
    }
    #expect(made[0] == made[1])
    // The same key for something else is told.
    let other = await fixture.send(
      "PUT", "/api/messages/\(reply)", #"{"message": "x"}"#, headers: [("Idempotency-Key", "k")])
    #expect(other.status == 409 || other.status == 422)
  }

  @Test func aMessageIsSaidDifferentlyAndStreams() async throws {
    let first = await ask("dragons")
    let chatID = try name(first, "chat_id")
    let question = try #require(await chat(chatID)["messages"]?.array?.first?["id"]?.string)
    let edited = await fixture.send(
      "PUT", "/api/messages/\(question)", #"{"message": "wyverns", "stream": true}"#)
    #expect(edited.eventNames.first == "accepted")
    #expect(edited.eventNames.last == "done")
    let messages = try #require(await chat(chatID)["messages"]?.array)
    #expect(messages.contains { $0["content"]?.string == "wyverns" })
    #expect(messages.count == 4)
    let roots = messages.filter { $0["parent_id"] == .null }
    #expect(roots.count == 2)
    // Turning back to what was said first.
    let turned = await fixture.send(
      "PATCH", "/api/chats/\(chatID)", #"{"active_leaf": "\#(question)"}"#)
    #expect(turned.json["active_leaf"] == first["message_id"])
  }

  @Test func onlyWhatTheUserSaidIsEdited() async throws {
    let reply = try name(await ask("dragons"), "message_id")
    let refused = await fixture.send("PUT", "/api/messages/\(reply)", #"{"message": "x"}"#)
    #expect(refused.status == 409)
    #expect(refused.code == "not_editable")
  }

  @Test func anOpinionIsReplacedAndTakenBack() async throws {
    let first = await ask("dragons")
    let path = "/api/messages/\(try name(first, "message_id"))/feedback"
    for rating in ["up", "down", "down"] {
      let body = #"{"rating": "\#(rating)", "comment": "so"}"#
      #expect(await fixture.send("POST", path, body).status == 204)
    }
    let chatID = try name(first, "chat_id")
    let rated = await chat(chatID)["messages"]?.array?.last?["feedback"]
    #expect(rated?["rating"]?.string == "down")
    #expect(await fixture.send("POST", path, #"{"rating": "none"}"#).status == 204)
    let unrated = await chat(chatID)["messages"]?.array?.last
    #expect(unrated != nil && unrated?["feedback"] == nil)
    #expect(await fixture.send("POST", path, #"{"rating": "great"}"#).status == 400)
  }

  @Test func clearingEndsTheOldConversationAndKeepsTheSession() async throws {
    let first = await ask("dragons")
    let session = try name(first, "session_id")
    fixture.clock.advance(by: .seconds(1))
    let cleared = await fixture.send("POST", "/api/clear", #"{"session_id": "\#(session)"}"#).json
    #expect(cleared["session_id"]?.string == session)
    #expect(cleared["chat_id"] != first["chat_id"])
    let ended = fixture.store.contents.sessions.values.filter {
      $0.chat.rawValue == first["chat_id"]?.string
    }
    #expect(ended.count == 1)
    #expect(ended.first?.expiresAt == fixture.clock.now)
    // Nothing was said since, so nothing ends a second time.
    _ = await fixture.send("POST", "/api/clear", #"{"session_id": "\#(session)"}"#)
    #expect(fixture.store.contents.sessions.count == 2)
  }
}
