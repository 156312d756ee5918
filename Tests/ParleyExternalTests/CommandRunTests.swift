import Dispatch
import FoundationEssentials
import Glibc
import ParleyExternal
import ParleyPlugin
import ParleyTestKit
import Testing

/// Commands that are run to their end, their output kept in a file.
struct CommandRunTests {
  /// What a shell script prints, or how it fails.
  private func run(
    _ script: String, environment: [String: String] = [:], timeout: Duration = .seconds(30),
    mostBytes: Int = 1 << 20, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) async throws -> String {
    let folder = try TemporaryFolder()
    let launch = ChildLaunch(
      launcher: try ChildScript.program(), command: ["/bin/sh", "-c", script],
      directory: folder.path, environment: environment, limits: ProcessLimits())
    let file = folder.path + "/out"
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async {
        done.resume(
          with: Result {
            try CommandRun(launch, timeout: timeout, mostBytes: mostBytes).run(
              writingTo: file, isCancelled: isCancelled)
          })
      }
    }
    return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
  }

  private func failure(
    _ script: String, timeout: Duration = .seconds(30), mostBytes: Int = 1 << 20,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) async throws -> String {
    let error = await #expect(throws: PluginError.self) {
      try await run(
        script, timeout: timeout, mostBytes: mostBytes, isCancelled: isCancelled)
    }
    return error?.description ?? ""
  }

  @Test func itsOutputIsKept() async throws {
    #expect(try await run("echo one; echo two >&2; read x || echo end") == "one\nend\n")
    let long = try await run("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done")
    #expect(long.utf8.count == 220_000)
  }

  @Test func itsEnvironmentIsWhatItIsGiven() async throws {
    setenv("PARLEY_TEST_KEPT", "not for the command", 1)
    let seen = try await run("env", environment: ["GIVEN": "1"])
    #expect(seen.contains("GIVEN=1\n"))
    #expect(!seen.contains("PARLEY_TEST_KEPT"))
  }

  @Test func anotherStatusThanZeroIsAFailure() async throws {
    #expect(
      try await failure("echo half; echo no database >&2; exit 3")
        == "ended with status 3; it said: no database")
    #expect(try await failure("kill -TERM $$") == "was ended by signal SIGTERM")
  }

  @Test func itIsEndedWhenItTakesOrPrintsTooMuch() async throws {
    #expect(
      try await failure("sleep 100", timeout: .milliseconds(300)) == "was ended after 300ms")
    #expect(
      try await failure("while :; do echo 0123456789; done", mostBytes: 1 << 20)
        == "printed more than 1 MiB")
    #expect(
      try await failure("sleep 100", isCancelled: { true })
        == "was ended, because nobody waits for it any more")
  }

  @Test func aProgramThatIsNotThereIsTold() async throws {
    let folder = try TemporaryFolder()
    let launch = ChildLaunch(
      launcher: try ChildScript.program(), command: ["/nowhere/export"], directory: folder.path)
    #expect {
      try CommandRun(launch, timeout: .seconds(30), mostBytes: 100).run(
        writingTo: folder.path + "/out", isCancelled: { false })
    } throws: { error in
      "\(error)".contains("cannot start: No such file or directory")
    }
  }
}
