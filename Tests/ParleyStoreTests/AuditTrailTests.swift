import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct AuditTrailTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  /// A store in which four chats were deleted.
  private func storeWithDeletions() async throws -> SQLiteChatStore {
    let store = try await fixture.open()
    for name in ["a", "b", "c", "d"] {
      try await StoreFixture.store(
        StoreFixture.turn(name, in: StoreFixture.chat("\(name).chat")), in: store)
      #expect(try await store.delete(ChatID("\(name).chat"), owner: .local))
    }
    return store
  }

  @Test func pagesAreReadFromTheLatestOn() async throws {
    let store = try await storeWithDeletions()
    let first = try await store.audit(before: nil, limit: 3)
    #expect(first.records.map(\.subject) == ["d.chat", "c.chat", "b.chat"])
    #expect(first.records.allSatisfy { $0.action == "chat.delete" && $0.actor == "local" })
    #expect(first.records.first?.at == StoreFixture.time(1000))
    #expect(first.isIntact)
    let second = try await store.audit(before: first.next, limit: 3)
    #expect(second.records.map(\.subject) == ["a.chat"])
    #expect(second.next == nil && second.isIntact)
    #expect(try await store.audit(before: 1, limit: 3).records.isEmpty)
    await store.close()
  }

  @Test(arguments: [
    "UPDATE audit SET actor = 'somebody' WHERE number = 2", "DELETE FROM audit WHERE number = 2",
    "UPDATE audit SET hash = 'x' WHERE number = 2",
  ])
  func whatWasChangedAfterwardsShows(change: String) async throws {
    let store = try await storeWithDeletions()
    try SQLiteConnection(path: fixture.folder.file("parley.sqlite"), mode: .readWrite).run(change)
    #expect(try await !store.audit(before: nil, limit: 10).isIntact)
    // The page behind the change is as it was.
    #expect(try await store.audit(before: 2, limit: 10).isIntact)
    await store.close()
  }
}
