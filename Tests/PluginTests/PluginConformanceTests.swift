import Glibc
import ParleyPlugin
import ParleyTestKit
import Synchronization
import Testing

/// The conformance suite finds what is wrong with a plugin.
struct PluginConformanceTests {
  private func findings<Tested: Plugin>(
    _ type: Tested.Type, _ options: JSONValue = .object([:]), patience: Duration? = nil
  ) async -> [String] {
    var conformance = PluginConformance(of: type, options: options)
    if let patience { conformance.patience = patience }
    do {
      try await conformance.check()
      return []
    } catch {
      return (error as? PluginConformanceError)?.findings ?? ["\(error)"]
    }
  }

  @Test func aPluginWithoutFaultsPasses() async {
    #expect(await findings(Good.self) == [])
  }

  @Test func optionsAreReadByTheSchema() async {
    #expect(await findings(Good.self, ["tpo": 3]) == ["with: the schema has no option 'tpo'"])
    #expect(
      await findings(Good.self, ["top": 300])
        == ["with.top: does not fit its type, integer(ClosedRange(1...9))"])
    let broken = await findings(BadSchema.self)
    #expect(broken.contains { $0.contains("no doc") })
    #expect(broken.contains { $0.contains("lists 'top' twice") })
    #expect(broken.contains { $0.contains("cannot be made") })
  }

  @Test func aPluginThatCountsItsTurnsIsFound() async {
    let found = await findings(Counting.self)
    #expect(found.contains { $0.contains("prePrompt, sample 0: the same input gives another") })
    #expect(found.contains { $0.contains("run at the same time get other results") })
  }

  @Test func aHookThatIsDeafToCancellationIsFound() async {
    let found = await findings(Deaf.self, patience: .seconds(1))
    #expect(found.contains("prePrompt goes on after it was cancelled"))
  }

  @Test func aHookThatIsOnlyDeclaredIsFound() async {
    #expect(
      await findings(Boasting.self)
        == ["hooks contains .job but the type does not conform to its protocol"])
  }

  @Test func tooMuchIsFound() async {
    let found = await findings(Flooding.self)
    #expect(found.first == "prePrompt, sample 0: returned 1001 parts; the limit is 1000")
  }

  @Test func aStopThatNeverEndsIsFound() async {
    let found = await findings(Lingering.self, patience: .seconds(1))
    #expect(found.contains("stop does not come to an end when it is called twice"))
  }

  @Test func anInitThatOpensFilesIsFound() async {
    #expect(
      await findings(Grabbing.self)
        == ["init opens files or begins threads; leave that to start"])
  }
}

private struct Good: PrePromptHook {
  struct Options: Decodable, Sendable { var top: Int }
  static let name = "Good"
  static let summary = "Keeps the contract."
  static let options = OptionSchema([
    Option("top", .integer(1...9), .otherwise(3), "How many.")
  ])
  init(options: Options) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    .parts([Part(.data, text: "They asked: \(turn.message.text)")])
  }
}

private struct BadSchema: PrePromptHook {
  struct Options: Decodable, Sendable { var missing: Int }
  static let name = "BadSchema"
  static let summary = "Reads what it does not list."
  static let options = OptionSchema([
    Option("top", .boolean, .otherwise(true), ""), Option("top", .boolean, .optional, "Again."),
  ])
  init(options: Options) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome { .unchanged }
}

private final class Counting: PrePromptHook {
  static let name = "Counting"
  static let summary = "Keeps something from one turn to the next."
  private let turns = Atomic(0)
  init(options: NoOptions) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    let (_, number) = turns.add(1, ordering: .relaxed)
    return .parts([Part(.data, text: "Turn \(number)")])
  }
}

private struct Deaf: PrePromptHook {
  static let name = "Deaf"
  static let summary = "Goes on when it is cancelled."
  init(options: NoOptions) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    if Task.isCancelled { await withCheckedContinuation { deaf.append($0) } }
    return .unchanged
  }
}

/// Keeps continuations that nobody resumes, so that nothing complains about their loss.
private let deaf = Forgotten()

private final class Forgotten: Sendable {
  private let continuations = Mutex<[CheckedContinuation<Void, Never>]>([])
  func append(_ continuation: CheckedContinuation<Void, Never>) {
    continuations.withLock { $0.append(continuation) }
  }
}

private struct Boasting: PrePromptHook {
  static let name = "Boasting"
  static let summary = "Declares what it cannot do."
  init(options: NoOptions) {}
  var hooks: Set<HookPoint> { [.prePrompt, .job] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome { .unchanged }
}

private struct Flooding: PrePromptHook {
  static let name = "Flooding"
  static let summary = "Returns too much."
  init(options: NoOptions) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome {
    .parts(Array(repeating: Part(.data, text: "x"), count: 1001))
  }
}

private struct Lingering: PrePromptHook {
  static let name = "Lingering"
  static let summary = "Never stops."
  init(options: NoOptions) {}
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome { .unchanged }
  func stop() async { await withCheckedContinuation { deaf.append($0) } }
}

private final class Grabbing: PrePromptHook {
  static let name = "Grabbing"
  static let summary = "Opens a file before it is started."
  private let descriptor: Int32
  init(options: NoOptions) { descriptor = open("/dev/null", O_RDONLY) }
  deinit { close(descriptor) }
  var hooks: Set<HookPoint> { [.prePrompt] }
  func prePrompt(_ turn: Turn, _ host: any TurnHost) async throws -> PrePromptOutcome { .unchanged }
}
