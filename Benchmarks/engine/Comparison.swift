import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit

/// What three hooks that do nothing cost a turn, deadlines and all, beside a turn without hooks.
///
/// Rounds with and without hooks take turns, so that a busy machine slows both. Prints the medians of
/// the rounds, their ratio and their difference.
enum Comparison {
  static let rounds = 61
  static let turns = 200
  /// The most that three hooks may cost a turn, in microseconds.
  static let limit = 150.0

  @concurrent static func run() async {
    let bare = engine(hooks: 0)
    let hooked = engine(hooks: 3)
    var times: (bare: [Double], hooked: [Double]) = ([], [])
    do {
      _ = try await (round(bare), round(hooked))
      for _ in 0..<rounds {
        times.bare.append(try await round(bare))
        times.hooked.append(try await round(hooked))
      }
    } catch {
      print("a turn failed: \(error)")
      return
    }
    let differences = zip(times.hooked, times.bare).map { $0 - $1 }
    let (without, with, cost) = (
      median(times.bare), median(times.hooked), median(differences)
    )
    print("a turn without hooks        \(shown(without)) µs")
    print("with three no-op hooks      \(shown(with)) µs")
    print("ratio                       \(shown(with / without))")
    print("three hooks cost            \(shown(cost)) µs (limit \(shown(limit)))")
  }

  /// An engine of fakes whose model answers at once; the hooks have the usual deadline.
  private static func engine(hooks: Int) -> Engine {
    let entries = (0..<hooks).map { number in
      PluginEntry(
        name: "hook\(number)", plugin: ClosurePlugin(prePrompt: { _, _ in .unchanged }),
        timeout: .milliseconds(300))
    }
    let upstream = Upstream(
      name: "main", model: "fake", contextTokens: 8000, isExtractive: false,
      client: FakeModel(saying: "Hi."), tokens: WordCounter())
    let store = ForgettingStore()
    return Engine(
      personas: [
        Persona(
          name: "clerk", label: "Clerk", language: "en", instructions: "You sell books.",
          upstreams: ["main"], plugins: entries.map(\.name))
      ], upstreams: [upstream], plugins: PluginChain(entries), knowledge: FixedKnowledge([]),
      store: store, jobs: store, clock: ManualClock(), identifiers: SequentialIdentifiers(),
      fences: FixedFence(), documents: FixedDocuments(), log: RecordingLog())
  }

  /// Microseconds for one turn, over a round of them.
  private static func round(_ engine: Engine) async throws -> Double {
    let start = ContinuousClock.now
    for _ in 0..<turns {
      _ = try await engine.answer(
        TurnRequest(owner: .local, persona: "clerk", text: "What is new?")
      ) { _ in }
    }
    let taken = start.duration(to: .now)
    return (Double(taken.components.seconds) * 1e6 + Double(taken.components.attoseconds) / 1e12)
      / Double(turns)
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  /// With one decimal place.
  private static func shown(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
  }
}
