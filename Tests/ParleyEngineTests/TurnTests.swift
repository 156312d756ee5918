import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

struct TurnTests {
  private let dune = book("dune", "Dune")

  @Test func aTurnStoresBothMessagesAndCitesTheRecordItUsed() async throws {
    let model = FakeModel(saying: "Read Dune [1]; also [7].")
    let fixture = EngineFixture(
      plugins: [bookInjector], upstreams: [EngineFixture.upstream("main", model)], records: [dune])
    let reply = try await fixture.ask("is dune good?")

    #expect(reply.message.citations.map(\.source.reference.id) == ["dune"])
    #expect(reply.message.citations.map(\.ranges) == [[10..<13]])
    #expect(reply.message.notices.map(\.code) == ["unknown_citation"])
    #expect(reply.message.model == "fake-model")
    #expect(reply.message.knowledge == ["books": "v1"])
    let stored = try await fixture.store.messages(of: reply.message.chat, owner: .local)
    #expect(stored.map(\.role) == [.user, .assistant])
    #expect(stored.map(\.content) == ["is dune good?", "Read Dune [1]; also [7]."])
    #expect(stored.map(\.status) == [.complete, .complete])
  }

  @Test func theUserMessageIsStoredBeforeTheModelIsCalled() async throws {
    let store = Mutex<MemoryStore?>(nil)
    let seen = Mutex<[String]>([])
    let model = FakeModel { _ in
      let messages = store.withLock { $0 }?.contents.messages.values.first ?? []
      seen.withLock { $0 = messages.map { "\($0.role) \($0.status)" } }
      return [.text("ok")]
    }
    let fixture = EngineFixture(upstreams: [EngineFixture.upstream("main", model)])
    store.withLock { $0 = fixture.store }
    _ = try await fixture.ask("hello")
    #expect(seen.withLock { $0 } == ["user complete", "assistant pending"])
  }

  @Test func theSecondTurnSeesTheFirstWithoutItsMarkers() async throws {
    let model = FakeModel(saying: "Take Dune [1].")
    let fixture = EngineFixture(
      plugins: [bookInjector], upstreams: [EngineFixture.upstream("main", model)], records: [dune])
    let first = try await fixture.ask("dune please")
    _ = try await fixture.ask("thanks", chat: first.message.chat)
    #expect(
      model.requests[1].messages.dropFirst().map(\.content)
        == ["dune please", "Take Dune.", "thanks"])
    #expect(model.requests[1].messages.map(\.role) == [.system, .user, .assistant, .user])
  }

  @Test func aChatOfAnotherOwnerDoesNotExist() async throws {
    let fixture = EngineFixture()
    let reply = try await fixture.ask("mine")
    let error = await #expect(throws: TurnError.self) {
      _ = try await fixture.engine.answer(
        TurnRequest(
          owner: OwnerID("other"), chat: reply.message.chat, persona: "clerk", text: "yours?")
      ) { _ in }
    }
    #expect(error?.code == .chatUnknown)
  }

  @Test func anotherUpstreamIsTriedOnlyBeforeTheFirstToken() async throws {
    let down = FakeModel { _ in [.fail(ModelError(.unreachable, "nobody listens"))] }
    let up = FakeModel(saying: "From the second.")
    let fixture = EngineFixture(upstreams: [
      EngineFixture.upstream("first", down), EngineFixture.upstream("second", up),
    ])
    let reply = try await fixture.ask("hello")
    #expect(reply.message.content == "From the second.")
    #expect(reply.trace.attempts.map(\.upstream) == ["first", "second"])

    let breaks = FakeModel { _ in [.text("Half"), .fail(ModelError(.brokenOff, "broke off"))] }
    let other = FakeModel(saying: "never")
    let broken = EngineFixture(upstreams: [
      EngineFixture.upstream("first", breaks), EngineFixture.upstream("second", other),
    ])
    await #expect(throws: TurnError.self) { try await broken.ask("hello") }
    #expect(other.requests.isEmpty)
    let stored = try #require(broken.store.contents.messages.values.first)
    #expect(stored.map(\.content) == ["hello", "Half"])
    #expect(stored.map(\.status) == [.complete, .incomplete])
  }

  @Test func fallingBackToTheSearchClerkIsAnnounced() async throws {
    let down = FakeModel { _ in [.fail(ModelError(.timeout, "too slow"))] }
    let fixture = EngineFixture(upstreams: [
      EngineFixture.upstream("main", down),
      EngineFixture.upstream("extractive", FakeModel(saying: "read out"), extractive: true),
    ])
    let events = Mutex<[TurnEvent]>([])
    let reply = try await fixture.engine.answer(
      TurnRequest(owner: .local, persona: "clerk", text: "hello")
    ) { event in events.withLock { $0.append(event) } }
    #expect(reply.message.notices.map(\.code) == ["fallback_extractive"])
    #expect(reply.message.model == "extractive")
    let kinds = events.withLock { $0 }.map { event in
      switch event {
      case .accepted: "accepted"
      case .notice(let notice): notice.code
      case .delta(let text): text
      }
    }
    #expect(kinds == ["accepted", "fallback_extractive", "read out"])
  }

  @Test func stoppingKeepsTheTextSoFar() async throws {
    let model = FakeModel { _ in [.text("The beginning"), .hang] }
    let fixture = EngineFixture(upstreams: [EngineFixture.upstream("main", model)])
    let (deltas, arrived) = AsyncStream.makeStream(of: Void.self)
    let turn = Task {
      try await fixture.engine.answer(
        TurnRequest(owner: .local, persona: "clerk", text: "hello")
      ) { event in if case .delta = event { arrived.yield() } }
    }
    for await _ in deltas { break }
    turn.cancel()
    let reply = try await turn.value
    #expect(reply.message.content == "The beginning")
    #expect(reply.message.status == .stopped)
    let stored = try await fixture.store.messages(of: reply.message.chat, owner: .local)
    #expect(stored.last?.content == "The beginning")
  }

  @Test func anAnswerOfAPluginNeedsNoModel() async throws {
    let model = FakeModel(saying: "never")
    let source = dune.source
    let fixture = EngineFixture(
      plugins: [
        PluginEntry(
          name: "answers",
          plugin: ClosurePlugin(prePrompt: { _, _ in
            .answer(Answer(text: "We open at nine [1].", sources: [source]))
          })), bookInjector,
      ], upstreams: [EngineFixture.upstream("main", model)], records: [dune])
    let reply = try await fixture.ask("dune")
    #expect(reply.message.content == "We open at nine [1].")
    #expect(reply.message.citations.map(\.source) == [dune.source])
    #expect(model.requests.isEmpty)
    #expect(
      reply.trace.hooks.map(\.outcome) == [
        .answered, .skipped(reason: "an earlier plugin answered"),
      ])
  }

  @Test func badMessagesAreRefusedBeforeAnythingIsStored() async throws {
    let fixture = EngineFixture()
    for (text, code): (String, TurnError.Code) in [
      ("", .messageEmpty), (" \n\t", .messageEmpty),
      (String(repeating: "x", count: 200_001), .messageTooLong),
    ] {
      let error = await #expect(throws: TurnError.self) { try await fixture.ask(text) }
      #expect(error?.code == code)
    }
    #expect(fixture.store.contents.chats.isEmpty)
  }

  @Test func anUnknownPersonaIsToldWithThoseThereAre() async throws {
    let fixture = EngineFixture()
    let error = await #expect(throws: TurnError.self) {
      _ = try await fixture.engine.answer(
        TurnRequest(owner: .local, persona: "clerc", text: "hi")
      ) { _ in }
    }
    #expect(error?.description == "there is no persona 'clerc'; there are: clerk")
  }

  @Test func aReplyThatNeverEndsIsCut() async throws {
    let piece = String(repeating: "word ", count: 20_000)
    let model = FakeModel { _ in Array(repeating: .text(piece), count: 50) }
    let fixture = EngineFixture(upstreams: [EngineFixture.upstream("main", model)])
    let reply = try await fixture.ask("go on")
    #expect(reply.message.status == .truncated)
    #expect(reply.message.content.utf8.count <= (1 << 20) + piece.utf8.count)
  }

  @Test func annotationsStandBesideTheText() async throws {
    let fixture = EngineFixture(plugins: [
      PluginEntry(
        name: "checker",
        plugin: ClosurePlugin(beforeDone: { exchange, _ in
          [Annotation(Notice(code: "checked", message: "Length \(exchange.reply.text.count)."))]
        }))
    ])
    let reply = try await fixture.ask("hello")
    #expect(reply.message.content == "Hi.")
    #expect(
      reply.message.notices
        == [Notice(code: "checked", message: "Length 3.", plugin: "checker")])
  }
}
