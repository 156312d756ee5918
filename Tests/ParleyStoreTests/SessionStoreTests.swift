import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

@Suite struct SessionStoreTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func aSessionSurvivesARestartUntilItExpires() async throws {
    let first = try await fixture.open()
    var session = session("s", expiresAt: 5000)
    try await first.save(session)
    session.chat = ChatID("second")
    session.lastActiveAt = StoreFixture.time(2000)
    session.expiresAt = StoreFixture.time(6000)
    try await first.save(session)
    await first.close()

    let store = try await fixture.open()
    #expect(
      try await store.session(session.id, owner: .local, at: StoreFixture.time(5999)) == session)
    #expect(
      try await store.session(session.id, owner: .local, at: StoreFixture.time(6000)) == nil)
    #expect(try await store.sessions(of: .local, at: StoreFixture.time(6000)).isEmpty)
    await store.close()
  }

  @Test func aTurnTakesItsSessionAlongOrLeavesItAlone() async throws {
    let store = try await fixture.open()
    var turn = StoreFixture.turn("a", in: StoreFixture.chat())
    turn.session = session("s", expiresAt: 5000)
    _ = try await store.begin(turn)
    #expect(
      try await store.session(SessionID("s"), owner: .local, at: StoreFixture.time(0))
        == turn.session)
    // Refused, since the first still runs.
    turn.session?.expiresAt = StoreFixture.time(9000)
    await expect(.generationInProgress) { [turn] in _ = try await store.begin(turn) }
    #expect(try await store.sessions(of: .local, at: StoreFixture.time(5000)).isEmpty)
    await store.close()
  }

  @Test func sessionsComeByUseWithTheMessagesOfTheirChats() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    try await StoreFixture.store(turn, in: store)
    try await store.save(session("older", chat: "chat", usedAt: 1))
    try await store.save(session("newer", chat: "empty", usedAt: 2))
    let mine = try await store.sessions(of: .local, at: StoreFixture.time(3))
    #expect(mine.map(\.session.id.rawValue) == ["newer", "older"])
    #expect(mine.map(\.messages) == [0, 2])
    await store.close()
  }

  @Test func anotherOwnersSessionDoesNotExist() async throws {
    let store = try await fixture.open()
    let mine = session("s")
    try await store.save(mine)
    let other = OwnerID("other")
    #expect(try await store.session(mine.id, owner: other, at: StoreFixture.time(0)) == nil)
    #expect(try await store.sessions(of: other, at: StoreFixture.time(0)).isEmpty)
    var stolen = mine
    stolen.owner = other
    await expect(.notFound) { [stolen] in try await store.save(stolen) }
    #expect(try await !store.end(mine.id, owner: other))
    #expect(try await store.session(mine.id, owner: .local, at: StoreFixture.time(0)) == mine)

    // A session that points at another owner's chat counts nothing of it.
    try await StoreFixture.store(StoreFixture.turn("a", in: StoreFixture.chat()), in: store)
    try await store.save(session("t", owner: other))
    #expect(
      try await store.sessions(of: other, at: StoreFixture.time(0)).map(\.messages) == [0])
    await store.close()
  }

  @Test func anEndedSessionIsGoneAndItsChatStays() async throws {
    let store = try await fixture.open()
    try await StoreFixture.store(StoreFixture.turn("a", in: StoreFixture.chat()), in: store)
    try await store.save(session("s"))
    #expect(try await store.end(SessionID("s"), owner: .local))
    #expect(try await !store.end(SessionID("s"), owner: .local))
    #expect(try await store.chat(ChatID("chat"), owner: .local) != nil)
    await store.close()
  }

  @Test func sessionsThatEndedLongAgoAreForgottenOnceTheyAreSettled() async throws {
    let day: Int64 = 86_400_000
    let first = try await fixture.open()
    try await first.save(session("old", expiresAt: 1))
    try await first.save(session("unsettled", expiresAt: 1))
    try await first.settle(
      session("old", expiresAt: 1), jobs: [], at: StoreFixture.time(10 * day))
    try await first.save(session("young", expiresAt: 9 * day))
    await first.close()
    try await fixture.open(at: StoreFixture.time(10 * day)).close()
    #expect(try fixture.texts("SELECT id FROM sessions") == ["unsettled", "young"])
  }

  @Test func anEndedSessionIsSettledOnceWithItsJobs() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    try await StoreFixture.store(turn, in: store)
    try await store.save(session("ended"))
    try await store.save(session("expired", expiresAt: 2000))
    try await store.save(session("live"))
    #expect(try await store.end(SessionID("ended"), owner: .local))
    let ended = try await store.endedSessions(at: StoreFixture.time(2000), limit: 10)
    #expect(ended.map(\.id.rawValue) == ["ended", "expired"])
    #expect(try await store.endedSessions(at: StoreFixture.time(2000), limit: 1).count == 1)

    var job = StoreFixture.job("a", of: turn)
    job.hook = .sessionEnded
    for _ in 0..<2 {
      try await store.settle(ended[0], jobs: [job], at: StoreFixture.time(2000))
    }
    #expect(
      try await store.endedSessions(at: StoreFixture.time(2000), limit: 10).map(\.id)
        == [ended[1].id])
    #expect(try await store.claim(at: StoreFixture.time(2000))?.hook == .sessionEnded)
    #expect(try await store.claim(at: StoreFixture.time(2000)) == nil)

    // One that is in use again is not over.
    job.id = "b"
    try await store.settle(session("live"), jobs: [job], at: StoreFixture.time(2000))
    #expect(try await store.claim(at: StoreFixture.time(2000)) == nil)

    var foreign = job
    foreign.owner = OwnerID("other")
    await expect(.notFound) { [foreign] in
      try await store.settle(ended[1], jobs: [foreign], at: StoreFixture.time(2000))
    }
    #expect(try await store.endedSessions(at: StoreFixture.time(2000), limit: 10).count == 1)
    await store.close()
  }

  private func session(
    _ id: String, owner: OwnerID = .local, chat: String = "chat", usedAt: Int64 = 1000,
    expiresAt: Int64 = 9000
  ) -> Session {
    Session(
      id: SessionID(id), owner: owner, chat: ChatID(chat), persona: "bookseller",
      createdAt: StoreFixture.time(1000), lastActiveAt: StoreFixture.time(usedAt),
      expiresAt: StoreFixture.time(expiresAt))
  }
}
