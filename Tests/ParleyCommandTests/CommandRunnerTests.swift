import Testing

@testable import parley

/// Exit statuses, and what goes to which stream.
struct CommandRunnerTests {
  private let output = RecordedStream()
  private let errors = RecordedStream()

  private func run(
    _ arguments: String..., work: @escaping @Sendable (Invocation) async throws -> Void = { _ in }
  ) async -> parley.ExitStatus {
    let terminal = Terminal(output: output, errors: errors, environment: [:])
    return await CommandRunner(
      table: sampleTable(work: work), terminal: terminal, environment: ["PARLEY_CONFIG": "x"]
    ).run(arguments)
  }

  @Test func runsTheVerbWithItsSurroundings() async throws {
    let calls = Calls()
    let status = await run("ask", "-p", "clerk", "why") { invocation in
      calls.append(invocation)
      try invocation.terminal.data("because")
    }
    #expect(status == .ok)
    #expect(output.text == "because\n")
    #expect(errors.text == "")
    let call = try #require(calls.all.first)
    #expect(call.value("persona") == "clerk")
    #expect(call.environment == ["PARLEY_CONFIG": "x"])
  }

  @Test func printsEveryMessageOfAFailure() async {
    let status = await run("serve") { _ in
      throw CommandFailure(.config, messages: ["c.yaml:1:2: a: wrong", "c.yaml:3:1: b: wrong"])
    }
    #expect(status == .config)
    #expect(output.text == "")
    #expect(errors.text == "parley: c.yaml:1:2: a: wrong\nparley: c.yaml:3:1: b: wrong\n")
  }

  @Test func printsFailuresAsJSON() async {
    let status = await run("ask", "--json") { _ in
      throw CommandFailure(.badData, "say \"\\x\u{1}\n\té\"")
    }
    #expect(status == .badData)
    #expect(
      errors.text
        == #"{"error":{"code":"bad_data","messages":["say \"\\x\u0001\n\té\""],"status":65}}"#
        + "\n")
  }

  @Test func printsUsageErrorsAsJSONToo() async {
    #expect(await run("ask", "--json", "--bogus") == .usage)
    #expect(
      errors.text
        == #"{"error":{"code":"usage","messages":["'parley ask' has no option '--bogus'"],"status":64}}"#
        + "\n")
  }

  @Test func saysWhereToReadMore() async {
    #expect(await run("ask", "--bogus") == .usage)
    #expect(
      errors.text == "parley: 'parley ask' has no option '--bogus'\nsee 'parley ask --help'\n")
  }

  @Test func showsTheVerbsWhenNoneIsGiven() async {
    #expect(await run() == .usage)
    #expect(output.text == "")
    #expect(errors.text.hasPrefix("Usage: parley VERB"))
    #expect(errors.text.contains("knowledge load"))
    #expect(errors.text.hasSuffix("parley: no verb given\n"))
  }

  @Test func showsTheVerbsOfAGroup() async {
    #expect(await run("knowledge") == .usage)
    #expect(errors.text.hasPrefix("Usage: parley knowledge VERB"))
    #expect(!errors.text.contains("Ask one question"))
  }

  @Test func usageErrorsOfAVerbCountAsSuch() async {
    let status = await run("ask", "-k", "abc") { invocation in
      _ = try invocation.integer("number", in: 1...9)
    }
    #expect(status == .usage)
    #expect(errors.text.contains("from 1 to 9, not 'abc'"))
  }

  @Test func aClosedPipeIsNoFailure() async {
    let status = await run("ask") { _ in throw OutputError.closed }
    #expect(status == .ok)
    #expect(errors.text == "")
  }

  @Test func aFullDiskIs() async {
    let status = await run("ask") { _ in throw OutputError.failed(errno: 28) }
    #expect(status == .io)
    #expect(errors.text == "parley: cannot write to standard output: No space left on device\n")
  }

  @Test func cancelledWorkIsInterrupted() async {
    #expect(await run("ask") { _ in throw CancellationError() } == .interrupted)
    #expect(errors.text == "")
  }

  @Test func anUnknownErrorIsInternal() async {
    struct Surprise: Error {}
    #expect(await run("ask") { _ in throw Surprise() } == .internal)
    #expect(errors.text == "parley: internal error: Surprise()\n")
  }
}
