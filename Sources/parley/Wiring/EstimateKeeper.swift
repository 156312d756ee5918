import ParleyDomain
import ParleyPlugin

/// Keeps what has been learned about the tokens of one upstream.
struct EstimateKeeper: Sendable {
  /// `nil` where nothing is kept, as in replays.
  let store: (any EstimateStore)?
  let upstream: String
  let model: String
  let log: any OperatorLog

  /// Never fails: what is not kept will be learned again.
  @Sendable func keep(_ learned: JSONValue) async {
    do {
      try await store?.keep(learned, for: upstream, model: model)
    } catch is CancellationError {
      // Somebody pressed stop.
    } catch {
      log.write(
        .warning, "what was learned about the tokens of an upstream could not be kept",
        ["upstream": .string(upstream), "reason": .string("\(error)")])
    }
  }
}
