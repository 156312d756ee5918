import Glibc
import ParleyExternal
import ParleyJSON
import ParleyPlugin
import ParleyTestKit
import Testing

/// What a child finds when its first instruction runs.
struct ChildSurroundingsTests {
  /// What a line of Python sees from inside a child.
  private func look(
    _ expression: String, environment: [String] = [], limits: ProcessLimits = ProcessLimits()
  ) async throws -> JSONValue {
    let script = try ChildScript(
      """
      import resource, signal
      def status(name):
          return [l.split()[1] for l in open('/proc/self/status') if l.startswith(name + ':')][0]
      for request in requests():
          say({'id': request['id'], 'parts': [{'text': json.dumps([\(expression)])}]})
      """)
    let outcome = try await script.run(environment: environment, limits: limits) { plugin in
      try await plugin.prePrompt(turn(), TurnFixture())
    }
    let seen = try JSONParser.parse(text(of: outcome) ?? "")
    return try #require(seen.array?.first)
  }

  @Test func itsEnvironmentIsTheAllowListAlone() async throws {
    setenv("PARLEY_TEST_GIVEN", "for the child", 1)
    setenv("PARLEY_TEST_KEPT", "not for the child", 1)
    let seen = try await look("dict(os.environ)", environment: ["PARLEY_TEST_GIVEN", "NOT_SET"])
    var variables = seen.object ?? [:]
    // Python sets these itself when there is no locale.
    for own in ["LC_CTYPE", "LC_ALL", "LANG"] { variables[own] = nil }
    #expect(variables == ["PARLEY_TEST_GIVEN": "for the child"])
  }

  @Test func itHasThreeDescriptorsAndAFolder() async throws {
    #expect(
      try await look("sorted(set(os.listdir('/proc/self/fd')) - {'3'})") == ["0", "1", "2"])
    let script = try ChildScript(
      "for r in requests(): say({'id': r['id'], 'parts': [{'text': os.getcwd()}]})")
    let folder = try await script.run { try await $0.prePrompt(turn(), TurnFixture()) }
    #expect(text(of: folder) == script.folder.path)
  }

  @Test func itLeadsAGroupAndASessionOfItsOwn() async throws {
    #expect(
      try await look("os.getpid() == os.getpgid(0) == os.getsid(0) and os.getppid()")
        == .integer(Int(getpid())))
  }

  @Test func itCannotGainPrivilegesAndEndsWithParley() async throws {
    #expect(try await look("status('NoNewPrivs')") == "1")
    // prctl(PR_GET_PDEATHSIG), for which Python has no name.
    let signal = """
      (lambda c: (__import__('ctypes').CDLL(None).prctl(2, __import__('ctypes').byref(c)), c.value))\
      (__import__('ctypes').c_int())
      """
    #expect(try await look(signal) == [0, .integer(Int(SIGKILL))])
  }

  @Test func signalsAreAsTheyAreByDefault() async throws {
    // Python itself ignores SIGPIPE and SIGXFSZ; any other would be ours.
    // (Those from 32 on belong to Glibc's threads.)
    let ignored = "[n for n in range(1, 32) if int(status('SigIgn'), 16) >> (n - 1) & 1]"
    #expect(try await look(ignored) == [.integer(Int(SIGPIPE)), .integer(Int(SIGXFSZ))])
    #expect(try await look("status('SigBlk')") == "0000000000000000")
  }

  @Test func itsLimitsHold() async throws {
    let limits = ProcessLimits(memory: 300, cpuSeconds: 77, files: 33, fileSize: 2)
    let names = ["AS", "CPU", "NOFILE", "FSIZE", "CORE"]
    let seen = try await look(
      "[resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[1] for n in \(names)]"
        .replacing("\"", with: "'"), limits: limits)
    #expect(seen == [.integer(300 << 20), 77, 33, .integer(2 << 20), 0])
  }

  @Test func memoryBeyondTheLimitIsRefusedToIt() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          hoard = bytearray(500 << 20)
      """)
    let error = await #expect(throws: PluginError.self) {
      try await script.run(limits: ProcessLimits(memory: 200)) { plugin in
        try await plugin.prePrompt(turn(), TurnFixture())
      }
    }
    #expect(error?.description.contains("ended with status 1") == true)
    #expect(error?.description.contains("MemoryError") == true, "\(String(describing: error))")
  }
}
