import FoundationEssentials
import Glibc
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyStore
import ParleyTestKit
import Testing

@Suite struct LogOutboxTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  @Test func aHostileValueIsOneLine() async throws {
    let store = try await fixture.open()
    let text = "a\r\nb\u{1b}[31m\u{85}\u{2028}\u{0}" + String(repeating: "\n", count: 1 << 20)
    try await log([text, "second"], to: "logs/deep/chat.jsonl", store)
    let lines = try fixture.folder.text(of: "logs/deep/chat.jsonl").utf8.split(separator: 10)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.allSatisfy { $0 >= 0x20 } })
    #expect(lines.first?.starts(with: #""a\r\nb\u001b[31m"#.utf8) == true)
    #expect(lines.last.map { String(decoding: $0, as: UTF8.self) } == "\"second\"")
    #expect(try fixture.folder.permissions(of: "logs/deep/chat.jsonl") == 0o600)
    #expect(try fixture.folder.permissions(of: "logs/deep") == 0o700)
    #expect(try fixture.texts("SELECT file FROM outgoing_log_lines").isEmpty)
    await store.close()
  }

  @Test func manyLinesKeepTheirOrderPerFile() async throws {
    let store = try await fixture.open()
    let values = (0..<450).map { "line \($0)" }
    try await log(values, to: "a.log", store)
    #expect(
      try fixture.folder.text(of: "a.log") == values.map { "\"\($0)\"\n" }.joined())
    await store.close()
  }

  @Test func theSameLineIsWrittenAsOftenAsItComes() async throws {
    let first = try await fixture.open()
    try await log(["x"], to: "a.log", first)
    try await log(["x"], to: "a.log", first, name: "b")
    await first.close()
    let second = try await fixture.open()
    try await log(["x"], to: "a.log", second, name: "c")
    #expect(try fixture.folder.text(of: "a.log") == "\"x\"\n\"x\"\n\"x\"\n")
    await second.close()
  }

  @Test func linesWaitWhileTheirFileCannotBeWritten() async throws {
    let store = try await fixture.open()
    try fixture.folder.write("in the way", to: "logs")
    try await log(["one", "two"], to: "logs/chat.jsonl", store)
    try await log(["other"], to: "other.jsonl", store, name: "b")
    #expect(try fixture.folder.text(of: "other.jsonl") == "\"other\"\n")
    #expect(fixture.warnings.count == 1)
    #expect(fixture.warnings.first?.contains("logs/chat.jsonl") == true)
    await store.close()

    try FileManager.default.removeItem(atPath: fixture.folder.file("logs"))
    try await fixture.open().close()
    #expect(try fixture.folder.text(of: "logs/chat.jsonl") == "\"one\"\n\"two\"\n")
  }

  /// The state after a crash between the writing of two lines and their deletion.
  @Test func linesWrittenBeforeACrashAreNotWrittenAgain() async throws {
    try await fixture.open().close()
    let database = try SQLiteConnection(
      path: fixture.folder.file("parley.sqlite"), mode: .readWrite)
    for line in ["1", "2", "3"] {
      try database.run(
        "INSERT INTO outgoing_log_lines (file, line) VALUES ('a.log', ?)", [.text(line)])
    }
    try fixture.folder.write("0\n1\n2", to: "a.log")
    let store = try await fixture.open()
    #expect(try fixture.folder.text(of: "a.log") == "0\n1\n2\n3\n")
    await store.close()
  }

  @Test func noLinkLeadsOutOfTheFolder() async throws {
    let store = try await fixture.open()
    let outside = try TemporaryFolder()
    try outside.write("untouched", to: "target")
    #expect(symlink(outside.file("target"), fixture.folder.file("link.jsonl")) == 0)
    #expect(symlink(outside.path, fixture.folder.file("folder")) == 0)
    try await log(["x"], to: "link.jsonl", store)
    try await log(["x"], to: "folder/new.jsonl", store, name: "b")
    #expect(fixture.warnings.count == 2)
    #expect(try outside.text(of: "target") == "untouched")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["target"])
    await store.close()
  }

  /// Ends a job of turn `name` with one log line for each value.
  private func log(
    _ values: [String], to file: String, _ store: SQLiteChatStore, name: String = "a"
  ) async throws {
    let turn = StoreFixture.turn(name, in: StoreFixture.chat())
    _ = try await store.begin(turn)
    try await store.finish(
      StoreFixture.finish(turn, jobs: [StoreFixture.job("job \(name)", of: turn)]))
    let job = try #require(try await store.claim(at: StoreFixture.time(0)))
    try await store.complete(
      job, effects: values.map { .logLine(file: file, value: .string($0)) },
      at: StoreFixture.time(1))
  }
}
