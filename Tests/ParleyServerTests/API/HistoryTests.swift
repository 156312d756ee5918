import ParleyDomain
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

struct HistoryTests {
  private let fixture = ApplicationFixture()

  private func talk(_ text: String) async throws -> (session: String, chat: String) {
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "\#(text)"}"#)
    fixture.clock.advance(by: .seconds(1))
    return (
      try #require(answer.json["session_id"]?.string), try #require(answer.json["chat_id"]?.string)
    )
  }

  @Test func chatsComeInPages() async throws {
    for text in ["one", "two", "three"] { _ = try await talk(text) }
    var titles: [String] = []
    var target = "/api/chats?limit=2"
    while true {
      let page = await fixture.send("GET", target).json
      titles += page["chats"]?.array?.compactMap { $0["title"]?.string } ?? []
      guard let next = page["next"]?.string else { break }
      target = "/api/chats?limit=2&cursor=\(next)"
    }
    #expect(titles == ["three", "two", "one"])
    let found = await fixture.send("GET", "/api/chats?q=two")
    #expect(found.json["chats"]?.array?.count == 1)
  }

  @Test("H46: a chat is shown, renamed and deleted; a message to it is answered 404 then")
  func aChatIsShownRenamedAndDeleted() async throws {
    let (session, chat) = try await talk("dragons")
    let shown = await fixture.send("GET", "/api/chats/\(chat)?render=html")
    let messages = try #require(shown.json["messages"]?.array)
    #expect(messages.map { $0["role"]?.string } == ["user", "assistant"])
    #expect(messages[1]["html"]?.string?.hasPrefix("<p>") == true)
    #expect(messages[1]["parent_id"] == messages[0]["id"])
    let renamed = await fixture.send("PATCH", "/api/chats/\(chat)", #"{"title": "Beasts"}"#)
    #expect(renamed.json["title"]?.string == "Beasts")
    #expect(await fixture.send("PATCH", "/api/chats/\(chat)", #"{"title": " "}"#).status == 400)
    #expect(await fixture.send("DELETE", "/api/chats/\(chat)").status == 204)
    #expect(await fixture.send("GET", "/api/chats/\(chat)").status == 404)
    let late = await fixture.send(
      "POST", "/api/chat", #"{"message": "x", "session_id": "\#(session)"}"#)
    #expect(late.status == 404)
  }

  @Test func aLongChatIsReadFromItsEnd() async throws {
    let first = try await talk("one")
    for text in ["two", "three"] {
      let body = #"{"message": "\#(text)", "session_id": "\#(first.session)"}"#
      _ = await fixture.send("POST", "/api/chat", body)
    }
    let path = "/api/chats/\(first.chat)"
    let whole = await fixture.send("GET", path).json
    #expect(whole["messages"]?.array?.count == 6 && whole["has_more"] == false)

    var (seen, before): ([JSONValue], String?) = ([], nil)
    while true {
      let rest = before.map { "&before=\($0)" } ?? ""
      let page = await fixture.send("GET", "\(path)?limit=4\(rest)")
      let messages = try #require(page.json["messages"]?.array)
      #expect(page.json["id"] == whole["id"] && messages.count <= 4)
      seen = messages + seen
      guard page.json["has_more"] == true else { break }
      before = messages.first?["id"]?.string
    }
    #expect(seen == whole["messages"]?.array)
    // An export is whole.
    let export = await fixture.send("GET", "\(path)/export?format=json").json
    #expect(export["messages"]?.array?.count == 6)
  }

  @Test(arguments: ["limit=0", "limit=501", "limit=x", "before=nothing"])
  func aPageThatThereIsNotIsRefused(query: String) async throws {
    let chat = try await talk("one").chat
    let refused = await fixture.send("GET", "/api/chats/\(chat)?\(query)")
    #expect(refused.status == 400)
  }

  @Test func aChatIsExported() async throws {
    let (_, chat) = try await talk("dragons")
    let json = await fixture.send("GET", "/api/chats/\(chat)/export?format=json")
    #expect(json.header("Content-Disposition")?.hasSuffix(".json\"") == true)
    #expect(json.json["messages"]?.array?.count == 2)
    let markdown = await fixture.send("GET", "/api/chats/\(chat)/export?format=markdown")
    #expect(markdown.text.hasPrefix("# dragons\n"))
    #expect(markdown.text.contains("[1] Earthsea"))
    #expect(await fixture.send("GET", "/api/chats/\(chat)/export?format=pdf").status == 400)
  }

  @Test func aSessionGoesOnWithAChat() async throws {
    let (session, chat) = try await talk("dragons")
    let list = await fixture.send("GET", "/api/sessions")
    let listed = try #require(list.json["sessions"]?.array?.first)
    #expect(listed["session_id"]?.string == session)
    #expect(listed["message_count"]?.integer == 2)
    #expect(await fixture.send("DELETE", "/api/sessions/\(session)").status == 204)
    let made = await fixture.send("POST", "/api/sessions", #"{"chat_id": "\#(chat)"}"#)
    #expect(made.status == 201)
    #expect(made.json["chat_id"]?.string == chat)
    #expect(made.json["message_count"]?.integer == 2)
    let fresh = await fixture.send("POST", "/api/sessions", #"{"persona": "florist"}"#)
    let id = try #require(fresh.json["session_id"]?.string)
    let reply = await fixture.send(
      "POST", "/api/chat", #"{"message": "x", "session_id": "\#(id)"}"#)
    #expect(reply.json["persona"]?.string == "florist")
    #expect(reply.json["chat_id"] == fresh.json["chat_id"])
    let other = await fixture.send(
      "POST", "/api/chat", #"{"message": "x", "session_id": "\#(id)", "persona": "clerk"}"#)
    #expect(other.status == 400)
  }

  @Test func anIdleSessionEndsAndItsChatStays() async throws {
    let (session, chat) = try await talk("dragons")
    fixture.clock.advance(by: .seconds(31 * 60))
    let late = await fixture.send(
      "POST", "/api/chat", #"{"message": "x", "session_id": "\#(session)"}"#)
    #expect(late.status == 404)
    #expect(await fixture.send("GET", "/api/chats/\(chat)").status == 200)
  }

  @Test func aTraceHasTheShapeOfAnExplanation() async throws {
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "dragons"}"#)
    let reply = try #require(answer.json["message_id"]?.string)
    let trace = await fixture.send("GET", "/api/messages/\(reply)/trace").json
    let explained = await fixture.send("POST", "/api/explain", #"{"message": "dragons"}"#).json
    for key in try #require(explained.object).keys {
      #expect(trace[key] != nil, "\(key) is missing in the trace")
    }
    for key in ["persona", "upstream", "messages", "budget", "dropped", "knowledge"] {
      #expect(trace[key] == explained[key], "\(key)")
    }
    let parts = try #require(trace["parts"]?.array)
    let record = try #require(parts.first { $0["plugin"] == "books" })
    #expect(record["source"]?["id"]?.string == "earth/sea")
    #expect(record["score"]?.number == 1)
    #expect(record["milliseconds"] == trace["hooks"]?.array?.first?["milliseconds"])
    #expect(parts.allSatisfy { $0["milliseconds"]?.number != nil })
    #expect(trace["attempts"]?.array?.first?["upstream"] == "main")
    #expect(trace["usage"] == answer.json["usage"])
    #expect(trace["finish_reason"] == "stop" && trace["status"] == "complete")
    #expect(trace["milliseconds"]?.number != nil)
  }

  @Test func anExplanationGoesOnWithAChat() async throws {
    let (session, chat) = try await talk("dragons")
    let fresh = await fixture.send("POST", "/api/explain", #"{"message": "more"}"#).json
    let inChat = await fixture.send(
      "POST", "/api/explain", #"{"message": "more", "chat_id": "\#(chat)"}"#
    ).json
    let inSession = await fixture.send(
      "POST", "/api/explain", #"{"message": "more", "session_id": "\#(session)"}"#
    ).json
    #expect(fresh["messages"]?.array?.count == 2)
    #expect(inChat["messages"]?.array?.count == 4)
    #expect(inChat["messages"] == inSession["messages"])
    for body in [
      #"{"message": "x", "chat_id": "\#(chat)", "session_id": "\#(session)"}"#,
      #"{"message": "x", "chat_id": "\#(chat)", "persona": "florist"}"#,
    ] {
      #expect(await fixture.send("POST", "/api/explain", body).status == 400)
    }
  }

  @Test func aRecordingIsForTheCommandLine() async throws {
    let (_, chat) = try await talk("dragons")
    #expect(await fixture.send("GET", "/api/admin/chats/\(chat)").status == 404)
    let recording = await fixture.send("GET", "/api/admin/chats/\(chat)", peer: .unixSocket).json
    #expect(recording["fence"]?.string?.isEmpty == false)
    let reply = try #require(recording["messages"]?.array?.last)
    #expect(reply["trace"]?["parts"]?.array?.isEmpty == false)
    let unknown = await fixture.send("GET", "/api/admin/chats/unknown", peer: .unixSocket)
    #expect(unknown.status == 404)
  }

  @Test func anExportHasItsTracesWhenAnOperatorWantsThem() async throws {
    let (_, chat) = try await talk("dragons")
    let plain = await fixture.send("GET", "/api/chats/\(chat)/export").json
    #expect(plain["fence"] == nil && plain["messages"]?.array?.last?["trace"] == nil)
    let traced = await fixture.send("GET", "/api/chats/\(chat)/export?traces=true").json
    #expect(traced["messages"]?.array?.last?["trace"]?["parts"]?.array?.isEmpty == false)
    let recorded = await fixture.send("GET", "/api/admin/chats/\(chat)", peer: .unixSocket).json
    #expect(traced == recorded)
    for query in ["traces=yes", "format=markdown&traces=true"] {
      #expect(await fixture.send("GET", "/api/chats/\(chat)/export?\(query)").status == 400)
    }
  }

  @Test func thePageIsToldWhatItMayShow() async {
    let own = await fixture.send("GET", "/api/personas")
    #expect(own.json["may"]?["trace"] == true)
    let guests = ApplicationFixture { $0.mode = .guests }
    #expect(await guests.send("GET", "/api/personas").json["may"]?["trace"] == false)
    let open = ApplicationFixture {
      $0.mode = .guests
      $0.exposesTraces = true
    }
    #expect(await open.send("GET", "/api/personas").json["may"]?["trace"] == true)
  }

  @Test func aTraceAndAnExplanationAreForOperators() async throws {
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "dragons"}"#)
    let reply = try #require(answer.json["message_id"]?.string)
    let trace = await fixture.send("GET", "/api/messages/\(reply)/trace")
    #expect(trace.json["hooks"]?.array?.first?["plugin"]?.string == "books")
    let explained = await fixture.send("POST", "/api/explain", #"{"message": "dragons"}"#)
    #expect(explained.json["upstream"]?.string == "main")
    #expect(await fixture.send("GET", "/api/models").json["models"]?.array?.count == 1)
    let guests = ApplicationFixture { $0.mode = .guests }
    for (method, path, body) in [
      ("GET", "/api/messages/\(reply)/trace", nil), ("GET", "/api/models", nil),
      ("POST", "/api/explain", #"{"message": "x"}"#),
    ] {
      #expect(await guests.send(method, path, body).code == "operators_only")
    }
  }
}
