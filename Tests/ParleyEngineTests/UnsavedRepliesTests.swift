import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

/// What becomes of a reply that the store does not take.
struct UnsavedRepliesTests {
  private static let full = StoreError(.full, "chats.sqlite: the disk is full")
  private let fixture = EngineFixture()
  private let chat = ChatID("chat")

  private func generations(pauses: [Duration]) -> LiveGenerations {
    LiveGenerations(engine: fixture.engine, jobs: JobLoop(), savingPauses: pauses)
  }

  private func session() -> Session {
    Session(
      id: SessionID("session"), owner: .local, chat: chat, persona: "clerk",
      createdAt: fixture.clock.now, lastActiveAt: fixture.clock.now,
      expiresAt: fixture.clock.now.advanced(by: .seconds(3600)))
  }

  private func say(
    _ text: String, to generations: LiveGenerations, key: IdempotencyKey? = nil
  ) async throws -> LiveGenerations.Start {
    try await generations.start(
      TurnRequest(
        owner: .local, chat: chat, persona: "clerk", text: text, session: session(),
        idempotency: key))
  }

  private func ending(_ start: LiveGenerations.Start) async -> LiveEvent? {
    guard case .live(let generation) = start else { return nil }
    await generation.finished()
    return await generation.events(after: 0).last
  }

  private var statuses: [MessageStatus] {
    (fixture.store.contents.messages[chat] ?? []).map(\.status)
  }

  @Test func isToldKeptAndStoredInTheBackground() async throws {
    fixture.store.fail(.finish, with: [Self.full, Self.full, Self.full])
    let generations = generations(pauses: [.zero])
    let ending = await ending(try await say("hello", to: generations))
    guard case .failed(let error as ReplyNotSaved) = ending else {
      Issue.record("ended as \(String(describing: ending))")
      return
    }
    #expect(error.turn.reply.content == "Hi.")
    #expect((error.cause as? StoreError)?.code == .full)
    await fixture.store.finishes.reached(4)
    // Whoever asks now waits for the try that is under way.
    _ = await generations.trySaving(error.turn.generation, owner: .local)
    #expect(generations.waitingToBeStored == 0)
    #expect(statuses == [.complete, .complete])
    #expect(generations.live(error.turn.generation, owner: .local) == nil, "the store has it")
    #expect(fixture.log.lines.last?.message == "a reply that waited is stored now")
  }

  @Test func theNextMessageOfTheChatTriesAgain() async throws {
    fixture.store.fail(.finish, with: [Self.full, Self.full])
    let generations = generations(pauses: [.seconds(3600)])
    _ = await ending(try await say("hello", to: generations))
    #expect(generations.unsaved(in: chat, owner: .local) != nil)
    #expect(generations.unsaved(in: chat, owner: OwnerID("other")) == nil)
    await #expect(throws: ReplyNotSaved.self) { _ = try await say("still?", to: generations) }
    #expect(statuses == [.complete, .pending], "nothing of the refused message is stored")
    guard case .done = await ending(try await say("and now?", to: generations)) else {
      Issue.record("the chat is still blocked")
      return
    }
    #expect(statuses == [.complete, .complete, .complete, .complete])
  }

  @Test func theSameRequestOnceMoreGetsTheStoredReply() async throws {
    fixture.store.fail(.finish, with: [Self.full])
    let generations = generations(pauses: [.seconds(3600)])
    let key = IdempotencyKey(key: "k", bodyHash: "h")
    let request = TurnRequest(owner: .local, persona: "clerk", text: "hello", idempotency: key)
    _ = await ending(try await generations.start(request))
    guard case .stored(_, let reply, _) = try await generations.start(request) else {
      Issue.record("the reply is not told from the store")
      return
    }
    #expect(reply.content == "Hi." && reply.status == .complete)
  }

  @Test func anEndWithoutAReplyIsKeptToo() async throws {
    let failing = EngineFixture(upstreams: [
      EngineFixture.upstream("main", FakeModel { _ in [.fail(ModelError(.timeout, "late"))] })
    ])
    failing.store.fail(.finish, with: [Self.full])
    let generations = LiveGenerations(
      engine: failing.engine, jobs: JobLoop(), savingPauses: [.seconds(3600)])
    let start = try await generations.start(
      TurnRequest(owner: .local, persona: "clerk", text: "hello"))
    guard case .live(let generation) = start else { throw PluginError("not live") }
    await generation.finished()
    #expect(await generations.trySaving(generation.turn.generation, owner: .local))
    #expect(
      failing.store.contents.messages[generation.turn.chat]?.last?.status == .failed)
  }

  @Test func isDroppedWhenItsChatIsDeleted() async throws {
    fixture.store.fail(.finish, with: [Self.full, StoreError(.notFound, "no such reply")])
    let generations = generations(pauses: [.seconds(3600)])
    _ = await ending(try await say("hello", to: generations))
    let id = try #require(fixture.store.contents.generations.keys.first)
    _ = await generations.trySaving(id, owner: .local)
    #expect(generations.waitingToBeStored == 0)
  }

  @Test func theEndOfTheProgramTriesOnceMoreAndSaysWhatIsLost() async throws {
    fixture.store.fail(.finish, with: [Self.full, Self.full])
    let generations = generations(pauses: [.seconds(3600)])
    _ = await ending(try await say("hello", to: generations))
    await generations.drain(until: .after(.seconds(1)))
    let line = try #require(fixture.log.lines.last)
    #expect(line.level == .error && line.message.contains("is lost"))
    #expect(line.fields["chat_id"]?.string == "chat")
    #expect(!fixture.log.lines.contains { "\($0)".contains("Hi.") }, "no text in the log")
  }

  @Test func withoutAServerTheCallerIsTold() async throws {
    fixture.store.fail(.finish, with: [Self.full])
    let error = await #expect(throws: ReplyNotSaved.self) { _ = try await fixture.ask("hello") }
    #expect(error?.description.contains("disk is full") == true)
  }
}
