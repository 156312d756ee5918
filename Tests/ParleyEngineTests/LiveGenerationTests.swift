import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

struct LiveGenerationTests {
  private func live(
    _ steps: [FakeModel.Step], idempotency: IdempotencyKey? = nil
  ) async throws -> (LiveGenerations, LiveGeneration, EngineFixture) {
    let fixture = EngineFixture(upstreams: [
      EngineFixture.upstream("main", FakeModel { _ in steps })
    ])
    let generations = LiveGenerations(engine: fixture.engine, jobs: JobLoop())
    let start = try await generations.start(
      TurnRequest(owner: .local, persona: "clerk", text: "hello", idempotency: idempotency))
    guard case .live(let generation) = start else { throw PluginError("not live") }
    return (generations, generation, fixture)
  }

  /// All texts that a reader hears from a position on.
  private func read(_ generation: LiveGeneration, from start: Int = 0) async -> [String] {
    var position = start
    var heard: [String] = []
    while true {
      let events = await generation.events(after: position)
      position += events.count
      for event in events {
        switch event {
        case .turn(.accepted): heard.append("accepted")
        case .turn(.delta(let text)): heard.append(text)
        case .turn(.notice(let notice)): heard.append(notice.code)
        case .done(let reply): heard.append("done: \(reply.message.content)")
        case .failed: heard.append("failed")
        }
      }
      if events.isEmpty || events.last?.isLast == true { return heard }
    }
  }

  @Test func severalReadersHearEverythingFromWhereTheyWant() async throws {
    let (_, generation, _) = try await live([.text("one "), .text("two")])
    async let first = read(generation)
    async let second = read(generation)
    #expect(await first == ["accepted", "one ", "two", "done: one two"])
    #expect(await second == ["accepted", "one ", "two", "done: one two"])
    #expect(await read(generation, from: 2) == ["two", "done: one two"])
    #expect(await read(generation, from: 4) == [])
    #expect(await read(generation, from: -3).count == 4)
  }

  /// A reply of 2,000 pieces is kept for those who come back, a thousand such replies at once.
  @Test func aPieceOfAReplyTakesNoMoreRoomThanAText() {
    #expect(MemoryLayout<LiveEvent>.stride <= MemoryLayout<String>.stride + 8)
  }

  @Test func whoWantsTheEndHearsOnlyThat() async throws {
    let (_, generation, _) = try await live([.text("one "), .text("two")])
    async let early = generation.lastEvent()
    for last in [await early, await generation.lastEvent()] {
      guard case .done(let reply) = last else {
        Issue.record("not done: \(String(describing: last))")
        continue
      }
      #expect(reply.message.content == "one two")
    }
  }

  @Test func whoNoLongerWantsTheEndGoesOn() async throws {
    let (_, generation, _) = try await live([.text("half"), .hang])
    let reader = Task { await generation.lastEvent() }
    reader.cancel()
    let event = await reader.value
    #expect(event.map { "\($0)" } == nil)
    generation.end(.stopped)
    await generation.finished()
  }

  @Test func stoppingKeepsTheTextAndSaysSo() async throws {
    let (generations, generation, fixture) = try await live([.text("half"), .hang])
    #expect(generations.running(in: generation.turn.chat, owner: .local) === generation)
    _ = await generation.events(after: 1)
    generation.end(.stopped)
    await generation.finished()
    let stored = try await fixture.store.messages(of: generation.turn.chat, owner: .local)
    #expect(stored.last?.status == .stopped)
    #expect(stored.last?.content == "half")
    #expect(generations.running == 0)
  }

  @Test func whenTheLastReaderLeavesTheReplyIsInterrupted() async throws {
    let (_, generation, fixture) = try await live([.text("half"), .hang])
    generation.attach()
    generation.attach()
    generation.detach(grace: .zero)
    _ = await generation.events(after: 1)
    #expect(!generation.isFinished)
    generation.detach(grace: .zero)
    await generation.finished()
    let stored = try await fixture.store.messages(of: generation.turn.chat, owner: .local)
    #expect(stored.last?.status == .interrupted)
    #expect(stored.last?.content == "half")
  }

  @Test func aReaderThatComesBackInTimeKeepsTheReplyGoing() async throws {
    let (_, generation, fixture) = try await live([.text("half"), .hang])
    let time = EventCounter()
    generation.attach()
    let timer = generation.detach { await time.reached() }
    generation.attach()
    time.signal()
    await timer?.value
    #expect(!generation.isFinished)
    #expect(fixture.store.contents.messages[generation.turn.chat]?.last?.status == .pending)
    generation.detach(grace: .zero)
    await generation.finished()
  }

  @Test func anotherOwnerFindsNothing() async throws {
    let (generations, generation, _) = try await live([.hang])
    let other = OwnerID("other")
    #expect(generations.live(generation.turn.generation, owner: other) == nil)
    #expect(generations.running(in: generation.turn.chat, owner: other) == nil)
    #expect(generations.running(of: .local) == 1)
    #expect(generations.running(of: other) == 0)
    generation.end(.stopped)
    await generation.finished()
  }

  @Test func onlyTheLastOnesThatEndedAreKept() async throws {
    let (generations, first, _) = try await live([.text("short")])
    await first.finished()
    #expect(generations.live(first.turn.generation, owner: .local) === first)
    #expect(generations.running(of: .local) == 0 && generations.running == 0)
    var last = first
    for _ in 0..<1000 {
      let start = try await generations.start(
        TurnRequest(owner: .local, persona: "clerk", text: "hello"))
      guard case .live(let generation) = start else { throw PluginError("not live") }
      await generation.finished()
      last = generation
    }
    #expect(generations.live(first.turn.generation, owner: .local) == nil)
    #expect(generations.live(last.turn.generation, owner: .local) === last)
  }

  @Test func aRequestSentTwiceMakesOneTurn() async throws {
    let key = IdempotencyKey(key: "k", bodyHash: "h")
    let (generations, generation, fixture) = try await live([.text("once")], idempotency: key)
    await generation.finished()
    let again = try await generations.start(
      TurnRequest(owner: .local, persona: "clerk", text: "hello", idempotency: key))
    guard case .live(let same) = again else {
      Issue.record("a generation that just ended is not found")
      return
    }
    #expect(same === generation)
    #expect(fixture.store.contents.chats.count == 1)
    let other = IdempotencyKey(key: "k", bodyHash: "other")
    let error = await #expect(throws: StoreError.self) {
      _ = try await generations.start(
        TurnRequest(owner: .local, persona: "clerk", text: "bye", idempotency: other))
    }
    #expect(error?.code == .keyReused)
  }

  @Test func aChatMakesOneReplyAtATime() async throws {
    let (generations, generation, _) = try await live([.hang])
    let error = await #expect(throws: StoreError.self) {
      _ = try await generations.start(
        TurnRequest(
          owner: .local, chat: generation.turn.chat, persona: "clerk", text: "and another"))
    }
    #expect(error?.code == .generationInProgress)
    generation.end(.stopped)
    await generation.finished()
  }

  @Test func drainingEndsWhatDoesNotEndByItself() async throws {
    let (generations, generation, fixture) = try await live([.text("half"), .hang])
    _ = await generation.events(after: 1)
    await generations.drain(until: .after(.milliseconds(20)))
    let stored = try await fixture.store.messages(of: generation.turn.chat, owner: .local)
    #expect(stored.last?.status == .interrupted)
  }

  @Test func theTextOfARunningReplyReachesTheStore() async throws {
    let text = String(repeating: "x", count: 3000)
    let (generations, generation, fixture) = try await live([.text(text), .hang])
    let loop = Task {
      await CheckpointLoop(generations: generations, store: fixture.store, log: fixture.log).run()
    }
    await fixture.store.checkpoints.reached()
    let stored = fixture.store.contents.messages[generation.turn.chat]?.last
    #expect(stored?.content == text && stored?.status == .streaming)
    loop.cancel()
    generation.end(.stopped)
    await generation.finished()
  }
}
