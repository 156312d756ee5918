import ParleyDomain
import ParleyPlugin

extension Engine {
  /// So many bytes of text are read for each token that fits: more than any language needs on average,
  /// so that what would fit is read, and what a chat of years holds besides is not.
  private static let bytesPerToken = 6
  /// What is read when the upstreams take less: what plugins look back on.
  private static let leastHistoryBytes = 16 << 10

  /// How much of a chat a turn of this persona reads: what its largest upstream has room for.
  func historyBytes(of persona: Persona) -> Int {
    let context = upstreams(of: persona).map(\.contextTokens).max() ?? 0
    let room = max(
      persona.budget.history.share.tokens(of: context),
      persona.budget.history.most?.tokens(of: context) ?? 0)
    let (bytes, isTooMuch) = room.multipliedReportingOverflow(by: Engine.bytesPerToken)
    return max(Engine.leastHistoryBytes, isTooMuch ? Int(Int32.max) : bytes)
  }
}
