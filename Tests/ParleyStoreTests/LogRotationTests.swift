import FoundationEssentials
import Glibc
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyTestKit
import Testing

@testable import ParleyStore

@Suite struct LogRotationTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  /// Three lines of eight bytes, line feeds included.
  private let small = LogRotation(largest: ByteSize(bytes: 24), kept: 2)

  /// Ends a job of a turn in a chat of its own with one log line for each value.
  private func log(
    _ values: [String], to file: String = "logs/a.log", _ rotation: LogRotation?,
    _ store: SQLiteChatStore, name: String = "a", owner: OwnerID = .local
  ) async throws {
    let turn = StoreFixture.turn(name, in: StoreFixture.chat("\(name).chat", owner: owner))
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job \(name)", of: turn)]))
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(
      job,
      effects: values.map { .logLine(file: file, value: .string($0), rotation: rotation) },
      at: StoreFixture.time(1))
  }

  private func lines(_ file: String) throws -> [String] {
    try fixture.folder.text(of: file).split(separator: "\n").map {
      String($0.dropFirst().dropLast())
    }
  }

  private func files(in folder: String = "logs") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixture.folder.file(folder)).sorted()
  }

  @Test func aFullFileMakesWayAndOldOnesAreCounted() async throws {
    let store = try await fixture.open()
    try await log((10..<20).map { "ine\($0)" }, small, store)
    #expect(try lines("logs/a.log") == ["ine19"])
    #expect(try lines("logs/a.log.1") == ["ine16", "ine17", "ine18"])
    #expect(try lines("logs/a.log.2") == ["ine13", "ine14", "ine15"])
    #expect(try files() == ["a.log", "a.log.1", "a.log.2"])
    #expect(try fixture.folder.permissions(of: "logs/a.log") == 0o600)
    await store.close()
    #expect(
      try fixture.texts("SELECT file FROM log_files ORDER BY file")
        == ["logs/a.log", "logs/a.log.1", "logs/a.log.2"])
  }

  @Test func aLineLongerThanAFileStandsAlone() async throws {
    let store = try await fixture.open()
    let long = String(repeating: "x", count: 100)
    try await log(["short", long, "after"], small, store)
    #expect(try lines("logs/a.log.2") == ["short"])
    #expect(try lines("logs/a.log.1") == [long])
    #expect(try lines("logs/a.log") == ["after"])
    await store.close()
  }

  @Test func aDayBeginsAFile() async throws {
    let rotation = LogRotation(isDaily: true, kept: 5)
    let now = try #require(Timestamp("2026-11-21T00:00:01Z"))
    let store = try await fixture.open(at: now)
    try await log(["before"], rotation, store)
    try age("logs/a.log", to: 1_795_219_199)  // 2026-11-20T23:59:59Z
    // Going through the file for a deletion does not make it one of today.
    #expect(try await store.delete(ChatID("none"), owner: .local) == false)
    try await log(["one"], rotation, store, name: "b")
    try age("logs/a.log", to: 1_795_219_200)  // midnight
    try await log(["two"], rotation, store, name: "c")
    #expect(try lines("logs/a.log.1") == ["before"])
    #expect(try lines("logs/a.log") == ["one", "two"])
    await store.close()
  }

  /// Sets when a file was written to, in seconds since 1970.
  private func age(_ file: String, to seconds: Int) throws {
    let time = timespec(tv_sec: seconds, tv_nsec: 0)
    try #require(utimensat(AT_FDCWD, fixture.folder.file(file), [time, time], 0) == 0)
  }

  @Test func rewritingKeepsTheTimeOfAFile() throws {
    let writer = LogFileWriter(folder: fixture.folder.path)
    try writer.append(["one", "two"], to: "logs/a.log", isRepeated: false)
    try age("logs/a.log", to: 1000)
    try writer.rewrite("logs/a.log") { $0.starts(with: "one".utf8) }
    #expect(try fixture.folder.text(of: "logs/a.log") == "one\n")
    #expect(try writer.status(of: "logs/a.log")?.modifiedAt == Timestamp(milliseconds: 1_000_000))
  }

  @Test func deletionsReachOldFilesAndTakeEmptyOnes() async throws {
    let store = try await fixture.open()
    let rotation = LogRotation(largest: ByteSize(bytes: 60), kept: 9)
    for (name, owner) in [("a", "guest-1"), ("b", "guest-2"), ("c", "guest-1"), ("d", "guest-2")] {
      try await logMember(name, rotation, store, owner: OwnerID(owner))
    }
    #expect(try files() == ["a.log", "a.log.1", "a.log.2", "a.log.3"])
    _ = try await store.eraseEverything(of: OwnerID("guest-1"), at: StoreFixture.time(5))
    #expect(try files() == ["a.log", "a.log.2"])
    #expect(try fixture.folder.text(of: "logs/a.log").contains(#""name":"d""#))
    #expect(try fixture.folder.text(of: "logs/a.log.2").contains(#""name":"b""#))
    // The gap is closed by the next file; what is above it stays.
    try await logMember("e", rotation, store, owner: OwnerID("guest-2"))
    #expect(try files() == ["a.log", "a.log.1", "a.log.2"])
    await store.close()
    #expect(
      try fixture.texts("SELECT file FROM log_files ORDER BY file")
        == ["logs/a.log", "logs/a.log.1", "logs/a.log.2"])
  }

  private func logMember(
    _ name: String, _ rotation: LogRotation, _ store: SQLiteChatStore, owner: OwnerID
  ) async throws {
    let turn = StoreFixture.turn(name, in: StoreFixture.chat("\(name).chat", owner: owner))
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job \(name)", of: turn)]))
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(
      job,
      effects: [
        .logLine(
          file: "logs/a.log", value: ["name": .string(name), "of": "a turn"], rotation: rotation)
      ], at: StoreFixture.time(1))
  }

  /// Several entries, several turns at once, one file that is rotated every few lines.
  @Test func manyWritersLoseNoLine() async throws {
    let store = try await fixture.open()
    let rotation = LogRotation(largest: ByteSize(bytes: 200), kept: 1000)
    let names = (0..<40).map { "writer\($0)" }
    for name in names {
      let turn = StoreFixture.turn(name, in: StoreFixture.chat("\(name).chat"))
      _ = try await store.begin(turn)
      try await store.finish(
        StoreFixture.finish(turn, jobs: [StoreFixture.job("job \(name)", of: turn)]))
    }
    let jobs = try await store.claim(at: StoreFixture.time(0), limit: 100)
    #expect(jobs.count == names.count)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for job in jobs {
        group.addTask {
          try await store.complete(
            job,
            effects: (0..<10).map {
              .logLine(file: "a.log", value: .string("\(job.id) \($0)"), rotation: rotation)
            }, at: StoreFixture.time(1))
        }
      }
      try await group.waitForAll()
    }
    // Whoever comes while lines are written leaves his to the one that writes.
    await store.drainLogLines()
    await store.close()
    let files = try files(in: ".").filter { $0.hasPrefix("a.log") }
    #expect(files.count > 30)
    let written = try files.flatMap { try lines($0) }
    #expect(written.count == 400)
    #expect(Set(written) == Set(jobs.flatMap { job in (0..<10).map { "\(job.id) \($0)" } }))
    for file in files {
      #expect(try fixture.folder.text(of: file).utf8.count <= 200, "\(file)")
    }
  }

  @Test func aFolderThatVanishesStopsNothing() async throws {
    let store = try await fixture.open()
    try await log(["one"], small, store)
    try FileManager.default.removeItem(atPath: fixture.folder.file("logs"))
    try await log(["two"], small, store, name: "b")
    #expect(try lines("logs/a.log") == ["two"])
    // Something else in its place: the line waits, and is written when there is a folder again.
    try FileManager.default.removeItem(atPath: fixture.folder.file("logs"))
    try fixture.folder.write("in the way", to: "logs")
    try await log(["three"], small, store, name: "c")
    #expect(fixture.warnings.count == 1)
    try FileManager.default.removeItem(atPath: fixture.folder.file("logs"))
    try await log(["four"], small, store, name: "d")
    #expect(try lines("logs/a.log") == ["three", "four"])
    await store.close()
  }

  /// The state after a crash between the writing of two lines and their deletion, in a file that is full.
  @Test func uncertainLinesAreLookedForBeforeAFileMakesWay() async throws {
    try await fixture.open().close()
    let database = try SQLiteConnection(
      path: fixture.folder.file("parley.sqlite"), mode: .readWrite)
    for line in ["1", "2", "3"] {
      try database.run(
        "INSERT INTO outgoing_log_lines (file, line) VALUES ('a.log', ?)", [.text(line)])
    }
    try fixture.folder.write("0\n1\n2\n", to: "a.log")
    let store = try await fixture.open()
    #expect(try fixture.folder.text(of: "a.log") == "0\n1\n2\n3\n")
    try await log(["4"], to: "a.log", LogRotation(largest: ByteSize(bytes: 8), kept: 2), store)
    #expect(try fixture.folder.text(of: "a.log.1") == "0\n1\n2\n3\n")
    #expect(try fixture.folder.text(of: "a.log") == "\"4\"\n")
    await store.close()
  }

  @Test func fewerOldFilesAreKeptFromTheNextOneOn() async throws {
    let store = try await fixture.open()
    let lines = (10..<31).map { "ine\($0)" }
    try await log(lines, LogRotation(largest: ByteSize(bytes: 24), kept: 9), store)
    #expect(try files().count == 7)
    try await log(
      ["a....", "b....", "c....", "d...."], LogRotation(largest: ByteSize(bytes: 24), kept: 1),
      store, name: "b")
    #expect(try files() == ["a.log", "a.log.1"])
    await store.close()
    #expect(try fixture.texts("SELECT file FROM log_files").count == 2)
  }
}
