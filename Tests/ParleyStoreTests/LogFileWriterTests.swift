import Glibc
import ParleyTestKit
import Testing

@testable import ParleyStore

@Suite struct LogFileWriterTests {
  private let folder: TemporaryFolder
  private let writer: LogFileWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = LogFileWriter(folder: folder.path)
  }

  @Test(arguments: [
    ("", "one\ntwo\n"), ("old\n", "old\none\ntwo\n"), ("old", "old\none\ntwo\n"),
    // What a run wrote before it ended is not written again, not even half a line.
    ("one\n", "one\ntwo\n"), ("one\ntwo\n", "one\ntwo\n"), ("old\none\nt", "old\none\ntwo\n"),
    ("old\non", "old\none\ntwo\n"), ("none\n", "none\none\ntwo\n"),
    ("one\ntwo\none\n", "one\ntwo\none\ntwo\n"),
  ])
  func repeatedLinesAreCompleted(before: String, after: String) throws {
    try folder.write(before, to: "a.log")
    try writer.append(["one", "two"], to: "a.log", isRepeated: true)
    #expect(try folder.text(of: "a.log") == after)
  }

  @Test func newLinesAreWrittenEvenWhenTheyStandThere() throws {
    try folder.write("one\n", to: "a.log")
    try writer.append(["one"], to: "a.log", isRepeated: false)
    #expect(try folder.text(of: "a.log") == "one\none\n")
  }

  @Test func aPipeIsNoLog() throws {
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    #expect(throws: (any Error).self) {
      try writer.append(["x"], to: "pipe", isRepeated: false)
    }
  }

  @Test(arguments: ["/a", "../a", "a/../b", "a/..", ".", "", "a/", "secret.key", "x/v.sqlite-wal"])
  func namesThatAreNoLogs(name: String) {
    #expect(LogFileName.refusal(of: name) != nil)
  }

  @Test(arguments: ["a.jsonl", "logs/chat.jsonl", "./a", "a..b", "ü/ä.log"])
  func namesOfLogs(name: String) {
    #expect(LogFileName.refusal(of: name) == nil)
  }
}
