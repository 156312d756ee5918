import ParleyDomain
import ParleyPlugin
import ParleyStore
import Testing

@Suite struct IdempotencyKeysTests {
  private static let day: Int64 = 86_400_000
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func aRepeatedRequestGetsTheTurnItMade() async throws {
    let first = try await fixture.open()
    let turn = keyed("a", "key")
    #expect(try await first.begin(turn) == .begun)
    // While it runs, …
    #expect(
      try await first.begin(keyed("b", "key"))
        == .known(user: turn.userMessage, reply: turn.reply, generation: turn.generation))
    let finished = StoreFixture.finish(turn)
    try await first.finish(finished)
    await first.close()
    // … afterwards, and in the next run.
    let store = try await fixture.open()
    let again = try await store.begin(keyed("c", "key", chat: "another"))
    #expect(
      again
        == .known(user: turn.userMessage, reply: finished.reply, generation: turn.generation))
    #expect(try fixture.texts("SELECT id FROM messages").count == 2)
    #expect(try fixture.texts("SELECT id FROM chats") == ["chat"])
    await store.close()
  }

  @Test func ofManyEqualRequestsAtOnceOneIsDone() async throws {
    let store = try await fixture.open()
    let answers = try await withThrowingTaskGroup(of: Beginning.self) { group in
      for number in 0..<40 {
        // Each would make a chat of its own.
        group.addTask {
          try await store.begin(keyed("\(number)", "key", chat: "chat \(number)"))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.filter { $0 == .begun }.count == 1)
    #expect(Set(answers).count == 2)
    #expect(try fixture.texts("SELECT id FROM messages").count == 2)
    await store.close()
  }

  @Test func anotherBodyOrOwnerOrNoKeyIsAnotherRequest() async throws {
    let store = try await fixture.open()
    _ = try await store.begin(keyed("a", "key"))
    await expect(.keyReused) {
      _ = try await store.begin(keyed("b", "key", body: "other", chat: "b"))
    }
    #expect(try await store.begin(keyed("c", "key", chat: "c", owner: "other")) == .begun)
    #expect(try await store.begin(keyed("d", "KEY", chat: "d")) == .begun)
    for name in ["e", "f"] {
      #expect(
        try await store.begin(StoreFixture.turn(name, in: StoreFixture.chat(name))) == .begun)
    }
    await store.close()
  }

  @Test func aRefusedTurnLeavesItsKeyFree() async throws {
    let store = try await fixture.open()
    var orphan = keyed("a", "key")
    orphan.userMessage.parent = MessageID("nowhere")
    await expect(.notFound) { [orphan] in _ = try await store.begin(orphan) }
    #expect(try await store.begin(keyed("a", "key")) == .begun)
    await store.close()
  }

  @Test func aKeyIsKnownForADay() async throws {
    let store = try await fixture.open()
    _ = try await store.begin(keyed("a", "key", at: 1))
    _ = try await store.begin(keyed("b", "other", chat: "b", at: 1))
    let late = try await store.begin(keyed("c", "key", chat: "c", at: Self.day))
    #expect(late != .begun)
    #expect(try await store.begin(keyed("d", "key", chat: "d", at: Self.day + 1)) == .begun)
    // Old keys go with new ones, …
    #expect(try fixture.texts("SELECT generation FROM idempotency_keys") == ["d"])
    await store.close()
    // … and when the store is opened.
    try await fixture.open(at: StoreFixture.time(3 * Self.day)).close()
    #expect(try fixture.texts("SELECT generation FROM idempotency_keys").isEmpty)
  }

  private func keyed(
    _ name: String, _ key: String, body: String = "body", chat: String = "chat",
    owner: String = "local", at time: Int64 = 1000
  ) -> BegunTurn {
    let chat = StoreFixture.chat(chat, owner: OwnerID(owner), updatedAt: time)
    var turn = StoreFixture.turn(name, in: chat)
    turn.idempotency = IdempotencyKey(key: key, bodyHash: body)
    return turn
  }
}
