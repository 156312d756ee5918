import ParleyDomain
import ParleyPlugin

extension Engine {
  /// The hashes of the prompt that was sent in the turn before, when there is one and it can be read.
  ///
  /// Only tells the operator how much a prompt cache can keep, so a failure is a line in the log.
  func digestsOfTurnBefore(_ turn: Turn, owner: OwnerID) async -> PromptDigests? {
    guard let traces, let reply = turn.history.last(where: { $0.role == .assistant }) else {
      return nil
    }
    do {
      return try await traces.promptDigests(of: reply.id, owner: owner)
    } catch {
      log.write(
        .warning, "cannot compare the prompt with the one before",
        ["reply": .string(reply.id.rawValue), "error": .string(String(describing: error))])
      return nil
    }
  }
}
