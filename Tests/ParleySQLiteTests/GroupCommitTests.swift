import Dispatch
import FoundationEssentials
import Glibc
import ParleyTestKit
import Synchronization
import Testing

@testable import ParleySQLite

@Suite(.timeLimit(.minutes(1))) struct GroupCommitTests {
  private let folder: TemporaryFolder
  private let queue: SQLiteQueue
  private let commits = Commits()

  init() throws {
    folder = try TemporaryFolder()
    queue = try SQLiteQueue(path: folder.file("db"), mode: .readWriteCreate) { connection in
      try connection.execute(
        "PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER UNIQUE, text TEXT) STRICT;")
    }
  }

  @Test func writesThatWaitTogetherAreCommittedTogether() async throws {
    let group = try await start()
    let before = commits.list.count
    try await together(group, count: 64) { number in
      try await group.write(.durable) { try $0.run("INSERT INTO t (n) VALUES (?)", [number]) }
    }
    #expect(try await numbers() == Array(0..<64))
    // The one that held the line up, and all who came meanwhile.
    #expect(commits.list.dropFirst(before).map(\.writes) == [1, 64])
  }

  @Test func takingBackNeedsNoTemporaryFile() async throws {
    let group = try await start()
    let files = Tally()
    // Each write changes pages that the ones before it have changed in the same transaction.
    try await together(group, count: 100) { number in
      try await group.write(.durable) { connection in
        let text = SQLiteValue.text(String(repeating: "x", count: 20_000))
        try connection.run("INSERT INTO t (n, text) VALUES (?, ?)", [number, text])
        try connection.run("UPDATE t SET text = text || 'y' WHERE n % 10 = 0")
        if try GroupCommitTests.openFiles().contains(where: { $0.contains("etilqs") }) {
          files.add(Refusal())
        }
      }
    }
    #expect(files.kinds.isEmpty)
    #expect(try await numbers() == Array(0..<100))
  }

  @Test func theEndOfATransactionIsPartOfIt() async throws {
    let commits = commits
    let group = try await GroupCommit(
      queue, onCommit: { commits.add($0) },
      beforeCommit: { connection in
        // Refuses every transaction that holds 5.
        let holdsFive = try connection.first("SELECT 1 FROM t WHERE n = 5") { _ in true }
        if holdsFive != nil { throw Refusal() }
        try connection.run("UPDATE t SET text = coalesce(text, '') || 'x'")
      })
    let refused = Tally()
    try await together(group, count: 10) { number in
      do {
        try await group.write(.durable) { try $0.run("INSERT INTO t (n) VALUES (?)", [number]) }
      } catch {
        refused.add(error)
      }
    }
    #expect(refused.kinds == [nil])
    #expect(try await numbers() == (0..<10).filter { $0 != 5 })
    // Those behind the refused one were committed one by one: the last has seen one end.
    let ends = try await queue.run { try $0.first("SELECT text FROM t WHERE n = 9") { $0.text(0) } }
    #expect(ends?.isEmpty == false)
  }

  /// What the descriptors of this process lead to.
  private static func openFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { name in
      var target = [CChar](repeating: 0, count: 4096)
      let length = readlink("/proc/self/fd/\(name)", &target, target.count)
      return length < 0
        ? nil : String(decoding: target.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  @Test func oneThatFailsIsTakenBackAlone() async throws {
    let group = try await start()
    let refused = Tally()
    try await together(group, count: 20) { number in
      do {
        try await group.write(.durable) { connection in
          try connection.run("INSERT INTO t (n) VALUES (?)", [number])
          if number == 7 { throw Refusal() }
          // Breaks the constraint: 3 comes a second time.
          if number == 11 { try connection.run("INSERT INTO t (n) VALUES (3), (3)") }
        }
      } catch {
        refused.add(error)
      }
    }
    #expect(Set(refused.kinds) == [nil, .taken])
    #expect(try await numbers() == (0..<20).filter { $0 != 7 && $0 != 11 })
  }

  @Test func oneThatFillsTheDiskLeavesTheOthersAlone() async throws {
    let group = try await start()
    try await group.write(.durable) { connection in
      let pages = try connection.first("PRAGMA page_count") { $0.integer(0) } ?? 0
      try connection.execute("PRAGMA max_page_count = \(pages + 8)")
    }
    let refused = Tally()
    try await together(group, count: 10) { number in
      let size = number == 4 ? 1 << 20 : 10
      do {
        try await group.write(.durable) { connection in
          try connection.run(
            "INSERT INTO t VALUES (?, ?)", [number, .text(String(repeating: "x", count: size))])
        }
      } catch {
        refused.add(error)
      }
    }
    #expect(refused.kinds == [.full])
    #expect(try await numbers() == (0..<10).filter { $0 != 4 })
  }

  @Test func aCommitIsAsSafeAsItsMostDemandingWrite() async throws {
    let group = try await start()
    try await together(group, count: 5) { number in
      try await group.write(number == 2 ? .durable : .eventual) {
        try $0.run("INSERT INTO t (n) VALUES (?)", [number])
      }
    }
    #expect(commits.list.last == GroupCommit.Commit(writes: 5, durability: .durable))
    try await group.write(.eventual) { try $0.run("INSERT INTO t (n) VALUES (9)") }
    #expect(commits.list.last?.durability == .eventual)
    let level = try await group.write(.eventual) { connection in
      try connection.first("PRAGMA synchronous") { $0.integer(0) }
    }
    #expect(level == 1)
  }

  @Test func whoeverGoesOnIsCommitted() async throws {
    let group = try await start()
    let reader = try SQLiteConnection(path: folder.file("db"), mode: .readOnly)
    for number in 0..<10 {
      try await group.write(.durable) {
        try $0.run("INSERT INTO t (n) VALUES (?)", [.integer(Int64(number))])
      }
      #expect(try reader.first("SELECT max(n) FROM t") { $0.integer(0) } == Int64(number))
    }
  }

  @Test func readersDoNotKeepTheLogGrowing() async throws {
    let reader = try SQLiteQueue(path: folder.file("db"), mode: .readOnly)
    let group = try await GroupCommit(queue, reader: reader, logStep: 50)
    let end = End()
    try await withThrowingTaskGroup { tasks in
      // There is always another read in line, so that the log is needed at nearly every moment.
      for _ in 0..<3 {
        tasks.addTask {
          while !end.hasCome {
            try await reader.run { connection in
              _ = try connection.first("SELECT count(*) FROM t") { _ in usleep(1000) }
            }
          }
        }
      }
      for number in 0..<1500 {
        try await group.write(.eventual) { connection in
          try connection.run(
            "INSERT INTO t VALUES (?, ?)",
            [.integer(Int64(number)), .text(String(repeating: "x", count: 8000))])
        }
      }
      end.come()
      try await tasks.waitForAll()
    }
    let log = try FileManager.default.attributesOfItem(atPath: folder.file("db-wal"))
    let bytes = try #require(log[.size] as? Int)
    // All of the writes together take about 30 MB.
    #expect(bytes < 12_000_000)
  }

  @Test func aWriteIsNotGivenUpWithItsTask() async throws {
    let group = try await start()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await group.write(.durable) { try $0.run("INSERT INTO t (n) VALUES (1)") }
    }
    try await task.value
    #expect(try await numbers() == [1])
  }

  @Test func afterClosingEveryWriteIsRefused() async throws {
    let group = try await start()
    await queue.close()
    await #expect(throws: SQLiteError.self) { try await group.write(.durable) { _ in } }
    await #expect(throws: SQLiteError.self) { try await group.between { _ in } }
    #expect(group.waiting == 0)
  }

  private func start() async throws -> GroupCommit {
    try await GroupCommit(queue) { [commits] in commits.add($0) }
  }

  /// Runs so many writes that all wait before the first of them begins.
  private func together(
    _ group: GroupCommit, count: Int,
    _ write: @escaping @Sendable (SQLiteValue) async throws -> Void
  ) async throws {
    let (started, signal) = AsyncStream.makeStream(of: Void.self)
    async let first: Void = group.write(.eventual) { _ in
      signal.finish()
      while group.waiting < count { usleep(100) }
    }
    for await _ in started {}
    try await withThrowingTaskGroup { tasks in
      for number in 0..<count {
        tasks.addTask { try await write(.integer(Int64(number))) }
      }
      try await tasks.waitForAll()
    }
    try await first
  }

  private func numbers() async throws -> [Int] {
    try await queue.run { try $0.rows("SELECT n FROM t ORDER BY n") { Int($0.integer(0)) } }
  }
}

private struct Refusal: Error {}

private final class Commits: Sendable {
  private let seen = Mutex<[GroupCommit.Commit]>([])

  var list: [GroupCommit.Commit] { seen.withLock { $0 } }

  func add(_ commit: GroupCommit.Commit) {
    seen.withLock { $0.append(commit) }
  }
}

/// Tells tasks that they may stop.
private final class End: Sendable {
  private let value = Atomic(false)

  var hasCome: Bool { value.load(ordering: .relaxed) }

  func come() { value.store(true, ordering: .relaxed) }
}

/// Why writes were refused; `nil` for errors that are not SQLite's.
private final class Tally: Sendable {
  private let seen = Mutex<[SQLiteError.Kind?]>([])

  var kinds: [SQLiteError.Kind?] { seen.withLock { $0 } }

  func add(_ error: any Error) {
    seen.withLock { $0.append((error as? SQLiteError)?.kind) }
  }
}
