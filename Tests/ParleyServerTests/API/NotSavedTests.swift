import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

/// What clients are told while the disk is full.
struct NotSavedTests {
  private static let full = StoreError(.full, "data/parley.sqlite: the disk is full")
  private let fixture = ApplicationFixture()

  @Test("H47: a reply that cannot be stored is not_saved, and is read when it is stored")
  func aStreamEndsWithNotSavedAndIsResumedFromTheStore() async throws {
    fixture.store.fail(.finish, with: [Self.full, Self.full])
    let stream = await fixture.send("POST", "/api/chat", #"{"message": "go", "stream": true}"#)
    #expect(stream.eventNames == ["accepted", "delta", "error"])
    let error = stream.event("error")
    #expect(error["code"]?.string == "not_saved")
    #expect(error["status"]?.integer == 507)
    let generation = try #require(stream.event("accepted")["generation_id"]?.string)
    #expect(error["generation_id"]?.string == generation)
    let chat = try #require(stream.event("accepted")["chat_id"]?.string)
    let shown = await fixture.send("GET", "/api/chats/\(chat)")
    #expect(shown.json["messages"]?.array?.last?["generation_id"]?.string == generation)
    let target = "/api/generations/\(generation)/events"
    let still = await fixture.send("GET", target)
    #expect(still.eventNames == ["accepted", "delta", "error"])
    let last = still.events.last?["id"] ?? ""
    let stored = await fixture.send("GET", target, headers: [("Last-Event-ID", last)])
    #expect(stored.eventNames == ["accepted", "delta", "citations", "done"])
    #expect(stored.event("done")["reply"]?.string == "Try [1].")
  }

  @Test func aWholeReplyThatCannotBeStoredIsAProblem() async throws {
    for (error, status) in [(Self.full, 507), (StoreError(.io, "a broken disk"), 503)] {
      let fixture = ApplicationFixture()
      fixture.store.fail(.finish, with: [error, error])
      let answer = await fixture.send("POST", "/api/chat", #"{"message": "go"}"#)
      #expect(answer.status == status && answer.code == "not_saved")
      #expect(answer.header("Retry-After") == "5")
      let session = try #require(fixture.store.contents.sessions.keys.first)
      let body = #"{"message": "on", "session_id": "\#(session)"}"#
      let early = await fixture.send("POST", "/api/chat", body)
      #expect(early.status == status && early.code == "not_saved")
      #expect(await fixture.send("POST", "/api/chat", body).status == 200)
    }
  }

  @Test func customersAreNotToldWhichFile() async {
    let guests = ApplicationFixture { $0.mode = .guests }
    guests.store.fail(.finish, with: [Self.full])
    let answer = await guests.send("POST", "/api/chat", #"{"message": "go"}"#)
    #expect(answer.code == "not_saved")
    #expect(!answer.text.contains("sqlite"))
  }

  @Test func clientsOfOpenAIAreToldInTheirWords() async {
    fixture.store.fail(.finish, with: [Self.full])
    let answer = await fixture.send(
      "POST", "/v1/chat/completions",
      #"{"model": "clerk", "messages": [{"role": "user", "content": "go"}]}"#)
    #expect(answer.status == 507)
    #expect(answer.json["error"]?["code"]?.string == "not_saved")
  }

  @Test("H47: a message that cannot be stored is refused and no model is called")
  func aMessageThatCannotBeStoredReachesNoModel() async {
    let model = FakeModel(saying: "never")
    let fixture = ApplicationFixture(model: model)
    for (error, status) in [
      (Self.full, 507), (StoreError(.io, "a broken disk"), 503), (StoreError(.locked, "held"), 503),
    ] {
      fixture.store.fail(.begin, with: [error])
      for stream in [false, true] {
        let answer = await fixture.send(
          "POST", "/api/chat", #"{"message": "go", "stream": \#(stream)}"#)
        if !stream { #expect(answer.status == status && answer.code == error.code.rawValue) }
        if stream { #expect(answer.status == 200, "the fault is over") }
      }
    }
    #expect(model.requests.count == 3)
  }

  @Test func metricsCountWhatWaits() async {
    fixture.store.fail(.finish, with: [Self.full])
    _ = await fixture.send("POST", "/api/chat", #"{"message": "go"}"#)
    let page = await fixture.send("GET", "/metrics")
    #expect(page.text.contains("parley_replies_not_saved 1\n"))
    #expect(page.text.contains(#"parley_generations_total{status="not_saved"} 1"# + "\n"))
  }
}
