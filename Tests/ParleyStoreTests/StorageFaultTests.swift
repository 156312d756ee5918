import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyTestKit
import Testing

@testable import ParleyStore

@Suite struct StorageFaultTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func everythingIsForThisUserAlone() async throws {
    let deep = fixture.folder.file("new/data")
    let store = try await SQLiteChatStore(directory: deep) { _ in }
    _ = try InstallationSecret(directory: deep)
    #expect(try fixture.folder.permissions(of: "new/data") == 0o700)
    for file in ["parley.sqlite", "parley.sqlite-wal", "parley.lock", "secret.key"] {
      #expect(try fixture.folder.permissions(of: "new/data/\(file)") == 0o600)
    }
    await store.close()
  }

  @Test func aSecondProcessIsRefusedWhileTheFirstLives() async throws {
    let first = try await fixture.open()
    let error = await #expect(throws: StoreError.self) { try await fixture.open() }
    #expect(error?.code == .locked)
    #expect(error?.description.contains(fixture.folder.file("parley.lock")) == true)
    #expect(
      error?.description.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
    await first.close()
    await first.close()
    await expect(.io) { _ = try await first.chats(of: .local, search: nil, after: nil, limit: 1) }
    try await fixture.open().close()
  }

  @Test(arguments: ["nothing like a database, for certain", "torn", "flipped"])
  func aDamagedFileIsRefusedAndLeftAlone(damage: String) async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: ["a"])
    await store.close()
    var bytes = try Data(contentsOf: URL(filePath: fixture.folder.file("parley.sqlite")))
    switch damage {
    case "torn": bytes.removeLast(bytes.count / 2 + 100)
    case "flipped": for index in 4096..<4104 { bytes[index] ^= 0xff }
    default: bytes = Data(damage.utf8)
    }
    try bytes.write(to: URL(filePath: fixture.folder.file("parley.sqlite")))
    let error = await #expect(throws: StoreError.self) { try await fixture.open() }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains(fixture.folder.file("parley.sqlite")) == true)
    #expect(try Data(contentsOf: URL(filePath: fixture.folder.file("parley.sqlite"))) == bytes)
  }

  @Test func aNewerSchemaIsRefused() async throws {
    try await fixture.open().close()
    try change("PRAGMA user_version = 99")
    let error = await #expect(throws: StoreError.self) { try await fixture.open() }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains("99") == true)
    #expect(try fixture.texts("PRAGMA user_version") == ["99"])
  }

  @Test func anotherProgramsDatabaseIsRefused() async throws {
    try change("CREATE TABLE theirs (n INTEGER)")
    await expect(.unreadable) { _ = try await fixture.open() }
    #expect(try fixture.texts("PRAGMA journal_mode") == ["delete"])
  }

  @Test func aStoredValueThatIsNotOursIsNamed() async throws {
    let store = try await fixture.open()
    try await fixture.storeTurn(store, jobs: [])
    try await store.write(.durable) {
      try $0.run("UPDATE messages SET citations = '{' WHERE seq = 2")
    }
    let error = await #expect(throws: StoreError.self) {
      try await store.messages(of: ChatID("chat"), owner: .local)
    }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains("citations of message a.reply") == true)
    await store.close()
  }

  @Test func aFullDiskLosesNothingAndPasses() async throws {
    let store = try await fixture.open()
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    try await StoreFixture.store(turn, in: store)
    try await limitPages(of: store, to: 1)
    let large = withText(1 << 20, StoreFixture.turn("b", in: StoreFixture.chat()))
    let error = await #expect(throws: StoreError.self) { _ = try await store.begin(large) }
    #expect(error?.code == .full)
    #expect(try await store.messages(of: turn.chat.id, owner: .local).count == 2)
    try await limitPages(of: store, to: 1_000_000)
    _ = try await store.begin(large)
    #expect(try await store.messages(of: turn.chat.id, owner: .local).count == 4)
    await store.close()
  }

  @Test func whatIsCommittedIsOnTheDiskAndWhatIsDeletedIsGone() async throws {
    let store = try await fixture.open()
    let settings = try await store.write(.durable) { connection in
      try ["journal_mode", "synchronous", "secure_delete", "foreign_keys"].map { name in
        try connection.first("PRAGMA \(name)") { $0.text(0) }
      }
    }
    #expect(settings == ["wal", "2", "1", "1"])
    await store.close()
  }

  @Test func aReadThatTakesTooLongIsEnded() async throws {
    let store = try await fixture.open()
    let endless = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n
      """
    let error = await #expect(throws: StoreError.self) {
      try await store.read(within: .milliseconds(1)) { try $0.run(endless) }
    }
    #expect(error?.description.contains("too long") == true)
    #expect(try await store.found(nil).isEmpty)
    await store.close()
  }

  @Test func aFolderThatCannotBeMadeIsNamed() async throws {
    try fixture.folder.write("a file", to: "file")
    for path in [fixture.folder.file("file"), fixture.folder.file("file/below"), "", "a\u{0}b"] {
      await expect(.io) { _ = try await SQLiteChatStore(directory: path) { _ in } }
    }
  }

  private func withText(_ length: Int, _ turn: BegunTurn) -> BegunTurn {
    var turn = turn
    turn.userMessage.content = String(repeating: "x", count: length)
    return turn
  }

  /// SQLite never cuts a database below its size: 1 means that it cannot grow.
  private func limitPages(of store: SQLiteChatStore, to count: Int) async throws {
    try await store.write(.durable) { try $0.execute("PRAGMA max_page_count = \(count)") }
  }

  private func change(_ sql: String) throws {
    try SQLiteConnection(path: fixture.folder.file("parley.sqlite"), mode: .readWriteCreate)
      .execute(sql)
  }
}
