import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

struct ChatTests {
  @Test func aMessageIsAnsweredWhole() async throws {
    let fixture = ApplicationFixture()
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "dragons?"}"#)
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/json")
    #expect(answer.header("Cache-Control") == "no-store")
    let reply = answer.json
    #expect(reply["reply"]?.string == "Try [1].")
    #expect(reply["persona"]?.string == "clerk")
    #expect(reply["citations"]?.array?.first?["id"]?.string == "earth/sea")
    let session = try #require(reply["session_id"]?.string)
    let chat = try #require(reply["chat_id"]?.string)
    let again = await fixture.send(
      "POST", "/api/chat", #"{"message": "more", "session_id": "\#(session)"}"#)
    #expect(again.json["chat_id"]?.string == chat)
    #expect(fixture.store.contents.messages[ChatID(chat)]?.count == 4)
    let html = await fixture.send("POST", "/api/chat", #"{"message": "x", "render": "html"}"#)
    #expect(html.json["html"]?.string?.contains("data-index=\"1\"") == true)
  }

  @Test func aStreamTellsItsEventsInOrderEachWithAnID() async throws {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.text("Try "), .text("[1].")] })
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "dragons?", "stream": true, "render": "html"}"#)
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "text/event-stream")
    #expect(answer.header("Cache-Control") == "no-cache, no-transform")
    #expect(answer.header("X-Accel-Buffering") == "no")
    let names = answer.eventNames
    #expect(names.first == "accepted")
    #expect(names.filter { $0 != "html" } == ["accepted", "delta", "delta", "citations", "done"])
    #expect(names.suffix(3) == ["html", "citations", "done"])
    #expect(answer.events.allSatisfy { $0["id"] != nil })
    let accepted = answer.event("accepted")
    let done = answer.event("done")
    for key in ["session_id", "chat_id", "message_id", "generation_id"] {
      #expect(accepted[key]?.string != nil && accepted[key] == done[key], "\(key)")
    }
    #expect(done["reply"]?.string == "Try [1].")
    #expect(done["html"]?.string?.contains("data-index=\"1\"") == true)
    let generation = try #require(accepted["generation_id"]?.string)
    #expect(answer.events.map { $0["id"] ?? "" }.last == "\(generation).4")
  }

  @Test("H35: a reader comes back where it left")
  func aReaderComesBackWhereItLeft() async throws {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.text("one "), .text("two")] })
    let first = await fixture.send("POST", "/api/chat", #"{"message": "go", "stream": true}"#)
    let generation = try #require(first.event("accepted")["generation_id"]?.string)
    let target = "/api/generations/\(generation)/events"
    func names(_ id: String) async -> [String] {
      await fixture.send("GET", target, headers: [("Last-Event-ID", id)]).eventNames
    }
    #expect(await names("\(generation).2") == ["delta", "done"])
    #expect(await names("\(generation).99") == ["accepted", "delta", "delta", "done"])
    #expect(await names("") == ["accepted", "delta", "delta", "done"])
    let garbage = await fixture.send("GET", target, headers: [("Last-Event-ID", "first")])
    #expect(garbage.status == 400)
    let other = await fixture.send("GET", target, headers: [("Last-Event-ID", "id-999.1")])
    #expect(other.status == 404)
  }

  @Test func aReplyThatIsNoLongerMadeComesFromTheStore() async throws {
    let fixture = ApplicationFixture()
    let first = await fixture.send("POST", "/api/chat", #"{"message": "go", "stream": true}"#)
    let id = try #require(first.event("accepted")["generation_id"]?.string)
    let services = Services(
      settings: fixture.services.settings,
      generations: LiveGenerations(engine: fixture.services.generations.engine, jobs: JobLoop()),
      chats: fixture.store, sessions: fixture.store, traces: fixture.store, log: fixture.log,
      metrics: fixture.services.metrics)
    let restarted = Application(services)
    let response = await restarted.respond(
      to: fixture.request(
        "GET", "/api/generations/\(id)/events", headers: [("Last-Event-ID", "\(id).2")]))
    guard case .stream(let produce) = response.content else {
      Issue.record("expected a stream")
      return
    }
    let events = EventCounter()
    try await produce { _ in events.signal() }
    #expect(events.count == 4)
  }

  @Test("H34: a chat makes one reply at a time, and stopping keeps its text")
  func stoppingKeepsTheTextAndMayBeRepeated() async throws {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.text("half"), .hang] })
    let begun = EventCounter()
    async let stream = fixture.send(
      "POST", "/api/chat", #"{"message": "go", "stream": true}"#, onWrite: { _ in begun.signal() })
    await begun.reached(2)
    let session = try #require(fixture.store.contents.sessions.keys.first)
    let busy = await fixture.send(
      "POST", "/api/chat", #"{"message": "and", "session_id": "\#(session)"}"#)
    #expect(busy.status == 409)
    #expect(busy.code == "generation_in_progress")
    #expect(busy.json["generation_id"]?.string != nil)
    let body = #"{"session_id": "\#(session)"}"#
    let stopped = await fixture.send("POST", "/api/chat/stop", body)
    #expect(stopped.json["stopped"]?.boolean == true)
    #expect(await stream.event("done")["finish_reason"]?.string == "stopped")
    let again = await fixture.send("POST", "/api/chat/stop", body)
    #expect(again.status == 200)
    #expect(again.json["stopped"]?.boolean == false)
  }

  @Test func aReaderWithoutAWayBackEndsItsReplyWhenItLeaves() async throws {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.text("half"), .hang] }) {
      $0.resumeGrace = .zero
    }
    _ = await fixture.send(
      "POST", "/api/chat", #"{"message": "go", "stream": true}"#,
      onWrite: { bytes in
        if String(decoding: bytes, as: UTF8.self).contains("half") { throw ReaderLeft() }
      })
    let chat = try #require(fixture.store.contents.chats.keys.first)
    await fixture.services.generations.running(in: chat, owner: .local)?.finished()
    #expect(fixture.store.contents.messages[chat]?.last?.status == .interrupted)
  }

  @Test func aSilentStreamSendsComments() async throws {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.hang] }) {
      $0.heartbeat = .milliseconds(10)
      $0.resumeGrace = .zero
    }
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "go", "stream": true}"#,
      onWrite: { if $0.first == UInt8(ascii: ":") { throw ReaderLeft() } })
    #expect(answer.text.hasSuffix(": waiting\n\n"))
  }

  @Test("H32, H33: an idempotency key makes one turn")
  func anIdempotencyKeyMakesOneTurn() async throws {
    let fixture = ApplicationFixture()
    let key = [("Idempotency-Key", "k 1")]
    let first = await fixture.send("POST", "/api/chat", #"{"message": "go"}"#, headers: key)
    let second = await fixture.send("POST", "/api/chat", #"{ "message":"go" }"#, headers: key)
    #expect(first.json == second.json)
    #expect(fixture.store.contents.chats.count == 1)
    let other = await fixture.send("POST", "/api/chat", #"{"message": "stay"}"#, headers: key)
    #expect(other.status == 422)
    for bad in ["", String(repeating: "k", count: 256), "ключ"] {
      let answer = await fixture.send(
        "POST", "/api/chat", #"{"message": "go"}"#, headers: [("Idempotency-Key", bad)])
      #expect(answer.status == 400 && answer.code == "invalid_idempotency_key")
    }
  }

  @Test("H33: the same key while its reply is made gets the same reply")
  func aKeyJoinsTheRunningReply() async throws {
    let model = FakeModel { _ in [.text("half"), .hang] }
    let fixture = ApplicationFixture(model: model)
    let key = [("Idempotency-Key", "k")]
    let body = #"{"message": "go", "stream": true}"#
    let (first, second) = (EventCounter(), EventCounter())
    async let one = fixture.send(
      "POST", "/api/chat", body, headers: key, onWrite: { _ in first.signal() })
    await first.reached(2)
    async let two = fixture.send(
      "POST", "/api/chat", body, headers: key, onWrite: { _ in second.signal() })
    await second.reached(2)
    let session = try #require(fixture.store.contents.sessions.keys.first)
    _ = await fixture.send("POST", "/api/chat/stop", #"{"session_id": "\#(session)"}"#)
    #expect(await one.event("accepted") == two.event("accepted"))
    #expect(await two.event("done")["finish_reason"]?.string == "stopped")
    #expect(model.requests.count == 1)
  }

  @Test func oneOwnerHasOnlySoManyRepliesInTheMaking() async throws {
    let fixture = ApplicationFixture(model: FakeModel { _ in [.hang] }) {
      $0.runningGenerations = 1
    }
    let begun = EventCounter()
    async let stream = fixture.send(
      "POST", "/api/chat", #"{"message": "go", "stream": true}"#, onWrite: { _ in begun.signal() })
    await begun.reached()
    let refused = await fixture.send("POST", "/api/chat", #"{"message": "me too"}"#)
    #expect(refused.status == 429)
    #expect(refused.header("Retry-After") == "5")
    let session = try #require(fixture.store.contents.sessions.keys.first)
    _ = await fixture.send("POST", "/api/chat/stop", #"{"session_id": "\#(session)"}"#)
    _ = await stream
  }

  @Test("H47: a plugin that must work fails the turn")
  func aRequiredPluginThatFailsIsAProblem() async {
    let plugin = PluginEntry(
      name: "stock", plugin: ClosurePlugin(prePrompt: { _, _ in throw PluginError("broken") }),
      onError: .fail)
    let fixture = ApplicationFixture(plugins: [plugin]) { $0.mode = .guests }
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "go"}"#)
    #expect(answer.status == 503 && answer.code == "plugin_failed")
    #expect(answer.header("Retry-After") != nil)
    #expect(!answer.text.contains("broken"))
  }

  @Test("H47: a failed upstream is a problem")
  func aFailedTurnIsAProblem() async throws {
    let failure = ModelError(.timeout, "upstream 'main' took too long")
    let fixture = ApplicationFixture(model: FakeModel { _ in [.fail(failure)] })
    let whole = await fixture.send("POST", "/api/chat", #"{"message": "go"}"#)
    #expect(whole.status == 504 && whole.code == "upstream_timeout")
    #expect(whole.header("Content-Type") == "application/problem+json")
    let stream = await fixture.send("POST", "/api/chat", #"{"message": "go", "stream": true}"#)
    #expect(stream.eventNames == ["accepted", "error"])
    #expect(stream.event("error")["code"]?.string == "upstream_timeout")
    let guests = ApplicationFixture(model: FakeModel { _ in [.fail(failure)] }) {
      $0.mode = .guests
    }
    let told = await guests.send("POST", "/api/chat", #"{"message": "go"}"#)
    #expect(!told.text.contains("main"))
  }

  @Test func clearingGivesTheSessionAnotherChat() async throws {
    let fixture = ApplicationFixture()
    let first = await fixture.send("POST", "/api/chat", #"{"message": "go"}"#)
    let session = try #require(first.json["session_id"]?.string)
    let cleared = await fixture.send("POST", "/api/clear", #"{"session_id": "\#(session)"}"#)
    let chat = try #require(cleared.json["chat_id"]?.string)
    #expect(chat != first.json["chat_id"]?.string)
    #expect(cleared.json["message_count"]?.integer == 0)
    let next = await fixture.send(
      "POST", "/api/chat", #"{"message": "again", "session_id": "\#(session)"}"#)
    #expect(next.json["chat_id"]?.string == chat)
    #expect(fixture.store.contents.chats.count == 2)
  }
}
