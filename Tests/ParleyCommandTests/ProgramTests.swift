import Glibc
import Testing

/// The program itself, as a process: what only the operating system can show.
struct ProgramTests {
  /// The build leaves it beside the tests.
  private func program() throws -> String {
    let tests = try #require(realpath("/proc/self/exe", nil))
    defer { free(tests) }
    let path = String(cString: tests)
    let folder = try #require(path.lastIndex(of: "/"))
    let program = path[..<folder] + "/parley"
    try #require(access(String(program), X_OK) == 0, "\(program) is not there")
    return "'\(program)'"
  }

  @Test func exitsWithTheStatus() throws {
    let program = try program()
    #expect(Shell.run("\(program) 2>/dev/null")?.status == 64)
    #expect(Shell.run("\(program) help")?.status == 0)
    #expect(Shell.run("\(program) help > /dev/full 2>/dev/null")?.status == 74)
  }

  @Test func endsQuietlyWhenItsReaderIsGone() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let result = Shell.run("bash -c \"\(try program()) help 2>&1 >&\(ends[1])\"")
    #expect(result?.output == "")
    #expect(result?.status == 0)
  }

  @Test func servesUntilItIsToldToEnd() throws {
    let program = try program()
    try Shell.withTemporaryFolder { folder in
      let result = Shell.run(
        """
        cd '\(folder)' && \(program) init >/dev/null 2>&1 || exit 1
        \(program) serve --listen 127.0.0.1:0 2>log & server=$!
        for turn in $(seq 200); do grep -q 'answers at' log && break; sleep 0.05; done
        grep -o 'answers at http://127.0.0.1:[0-9]*/' log | sed 's/[0-9]*.$//'
        kill -TERM $server; wait $server; echo "exit $?"
        """)
      #expect(result?.output == "answers at http://127.0.0.1:\nexit 0\n")
    }
  }

  @Test func servesNobodyElseWithoutAccounts() throws {
    let program = try program()
    try Shell.withTemporaryFolder { folder in
      let result = Shell.run(
        "cd '\(folder)' && \(program) init >/dev/null 2>&1; "
          + "\(program) serve --listen 0.0.0.0:0 2>&1")
      #expect(result?.status == 64)
      #expect(result?.output.contains("auth.mode") == true)
    }
  }
}
