import Glibc
import ParleyDomain
import ParleyPlugin
import ParleyTestKit
import Testing

@testable import ParleyExternal

/// How a child lives, fails and ends.
struct WarmChildTests {
  // MARK: Start

  @Test(arguments: [
    (
      "say({'hello': {'version': 2, 'hooks': ['prePrompt']}})",
      "speaks version 2 of the protocol; this program speaks 1"
    ),
    ("say({'hello': {'hooks': []}})", "speaks version none of the protocol"),
    ("say({'hello': {'version': 1}})", "sent a 'hello' without 'hooks'"),
    ("say({'hello': {'version': 1, 'hooks': ['preprompt']}})", "offers a hook \"preprompt\""),
    (
      "say({'hello': {'version': 1, 'hooks': ['job']}})",
      "does not offer the hooks that its entry names: prePrompt"
    ),
    ("say({'id': 1, 'unchanged': True})", "did not say 'hello' first"),
    ("say([1])", "wrote a line that is no message: expected a JSON object"),
    ("print('Loading…', flush=True)", "wrote a line that is no message: invalid token"),
    // Both lines come at once: what follows the first does not count.
    (
      "raw(b'Ready.\\n{\"hello\": {\"version\": 1, \"hooks\": [\"prePrompt\"]}}\\n')",
      "wrote a line that is no message: invalid token"
    ),
    ("raw(b'{\"hello\": \"\\xff\"}\\n')", "invalid UTF-8 at byte 11"),
    ("raw(b'{\"hello\": \"a\\0b\"}\\n')", "the character NUL is not allowed"),
    ("sys.exit('no key: ORDERS_KEY')", "ended with status 1; it said: no key: ORDERS_KEY"),
    ("os.kill(os.getpid(), 11)", "was ended by signal SIGSEGV"),
    ("pass", "ended with status 0"),
  ])
  func aChildThatDoesNotGreetRefusesTheConfiguration(
    _ hello: String, _ reason: String
  ) async throws {
    let waits = hello == "pass" || hello.contains("exit") ? "" : "sys.stdin.read()"
    let failure = try await ChildScript(hello: hello, waits).startFailure()
    #expect(failure.contains(reason), "\(failure)")
  }

  @Test func silenceRefusesTheConfigurationInTime() async throws {
    let failure = try await ChildScript(hello: "", "time.sleep(60)")
      .startFailure(startTimeout: .milliseconds(300))
    #expect(failure == "did not answer 'hello' within 300ms")
  }

  @Test func aProgramThatCannotRunSaysWhy() async throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/no/such/interpreter\n", to: "child")
    chmod(folder.file("child"), 0o755)
    let plugin = try ExternalPlugin(
      options: ExternalPlugin.Options(command: [folder.file("child")], directory: folder.path),
      launcher: try ChildScript.program(), timings: ChildTimings())
    let error = await #expect(throws: PluginError.self) {
      try await plugin.start(StartingHost(log: RecordingLog()))
    }
    #expect(
      error?.description
        == "ended with status 127; it said: cannot start: No such file or directory"
    )
  }

  @Test func theEndOfItsComplaintIsToldWithoutSecrets() async throws {
    setenv("PARLEY_TEST_KEY", "s3cret-of-the-shop", 1)
    let failure = try await ChildScript(
      hello: "",
      """
      sys.stderr.write('first ' + 'x' * 300 + ' denied for ' + os.environ['PARLEY_TEST_KEY'])
      sys.exit(3)
      """
    ).startFailure(environment: ["PARLEY_TEST_KEY"])
    #expect(failure.hasPrefix("ended with status 3; it said: xxxx"))
    #expect(failure.hasSuffix("x denied for ***"))
    #expect(!failure.contains("s3cret"))
    #expect(failure.utf8.count <= 200 + "ended with status 3; it said: ".utf8.count)
  }

  // MARK: Life

  @Test func itIsStartedAgainAfterItEnded() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          if request['turn']['message']['text'] == 'die':
              os._exit(9)
          say({'id': request['id'], 'parts': [{'text': str(os.getpid())}]})
      """)
    let log = RecordingLog()
    try await script.run(timings: ChildTimings(firstPause: .milliseconds(1)), log: log) { plugin in
      let first = try await plugin.prePrompt(turn(), TurnFixture())
      let error = await #expect(throws: PluginError.self) {
        try await plugin.prePrompt(turn("die"), TurnFixture())
      }
      #expect(error?.description == "ended with status 9")
      let second = try await answerOnceItRuns(plugin)
      #expect(second != first)
      #expect(log.lines.contains { $0.message.contains("it is started again in 1ms") })
    }
  }

  @Test func requestsMeanwhileFailAtOnceWithTheReason() async throws {
    let script = try ChildScript("next(requests()); sys.exit('the disk is gone')")
    try await script.run(timings: ChildTimings(firstPause: .seconds(60))) { plugin in
      let told = await #expect(throws: PluginError.self) {
        try await plugin.prePrompt(turn(), TurnFixture())
      }
      #expect(told?.description.contains("status 1; it said: the disk is gone") == true)
      for _ in 0..<3 {
        let start = ContinuousClock.now
        let error = await #expect(throws: PluginNotReady.self) {
          try await plugin.prePrompt(turn(), TurnFixture())
        }
        #expect(
          error?.description.hasSuffix("the disk is gone; it will be started again") == true)
        #expect(start.duration(to: .now) < .seconds(10))
      }
    }
  }

  @Test func pausesGrowUpToTheLast() {
    let timings = ChildTimings()
    let pauses = (1...11).map { timings.pause(after: $0) }
    #expect(
      pauses.prefix(4) == [
        .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800),
      ])
    #expect(pauses.suffix(2) == [.seconds(30), .seconds(30)])
    #expect(timings.pause(after: 1_000_000) == .seconds(30))
  }

  @Test func whatItSaysOnStandardErrorIsLogged() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          os.write(2, b'first\\nsecond\\n' + b'x' * 5000 + b'\\n')
          say({'id': request['id'], 'unchanged': True})
      """)
    let log = RecordingLog()
    try await script.run(log: log) { plugin in
      _ = try await plugin.prePrompt(turn(), TurnFixture())
      while log.lines.count < 3 { await Task.yield() }
    }
    #expect(log.lines.prefix(2).map(\.message) == ["first", "second"])
    #expect(log.lines[2].message == String(repeating: "x", count: 1000))
  }

  @Test func aTalkativeChildIsLoggedInPart() async throws {
    let script = try ChildScript(
      """
      for request in requests():
          os.write(2, b'noise\\n' * 10000)
          say({'id': request['id'], 'unchanged': True})
      """)
    let log = RecordingLog()
    try await script.run(log: log) { plugin in
      _ = try await plugin.prePrompt(turn(), TurnFixture())
    }
    #expect(log.lines.count <= 2 * LogThrottle.linesPerSecond)
  }

  @Test(arguments: [
    "{'id': 77, 'unchanged': True}", "{'call': 'tokens.count', 'id': 'c', 'for': 77, 'text': ''}",
    "{'call': 'files.read', 'id': 'c', 'for': 77}",
  ])
  func aChildThatFloodsTheHostIsEnded(_ message: String) async throws {
    let script = try ChildScript(
      """
      for request in requests():
          while True: say(\(message))
      """)
    try await script.run { plugin in
      let error = await #expect(throws: PluginError.self) {
        try await plugin.prePrompt(turn(), TurnFixture())
      }
      // What Python says to its broken pipe may follow.
      let reason = "sends one message after the other that belongs to no request"
      #expect(error?.description.hasPrefix(reason) == true, "\(String(describing: error))")
    }
  }

  // MARK: End

  @Test func stoppingEndsTheWholeGroup() async throws {
    let script = try ChildScript(
      """
      import signal, subprocess
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      grandchild = subprocess.Popen(['/bin/sleep', '1000'])
      for request in requests():
          say({'id': request['id'], 'parts': [{'text': f'{os.getpid()} {grandchild.pid}'}]})
      time.sleep(1000)
      """)
    let outcome = try await script.run(timings: ChildTimings(stop: .milliseconds(100))) { plugin in
      try await plugin.prePrompt(turn(), TurnFixture())
    }
    let processes = (text(of: outcome) ?? "").split(separator: " ").compactMap { pid_t($0) }
    try #require(processes.count == 2)
    // The child itself is reaped when `stop` returns; the grandchild by whoever inherits it.
    #expect(kill(processes[0], 0) == -1)
    while Processes.isRunning(processes[1]) { await Task.yield() }
  }

  @Test func stoppingWithoutAStartDoesNothing() async throws {
    let plugin = try ChildScript("").plugin()
    await plugin.stop()
    await #expect(throws: PluginError("is not running")) {
      try await plugin.prePrompt(turn(), TurnFixture())
    }
  }

  @Test func aChildThatEndsItselfWhenItsInputClosesIsNotKilled() async throws {
    let script = try ChildScript(
      """
      import signal
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      for request in requests():
          say({'id': request['id'], 'unchanged': True})
      open('ended', 'w').write('in order')
      """)
    _ = try await script.run(timings: ChildTimings(stop: .seconds(60))) { plugin in
      try await plugin.prePrompt(turn(), TurnFixture())
    }
    #expect(try script.folder.text(of: "ended") == "in order")
  }

  /// The next answer, once the child runs again.
  private func answerOnceItRuns(_ plugin: ExternalPlugin) async throws -> PrePromptOutcome {
    while true {
      do {
        return try await plugin.prePrompt(turn(), TurnFixture())
      } catch is PluginNotReady {
        await Task.yield()
      }
    }
  }
}
