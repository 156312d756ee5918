import ParleyDomain

/// Chooses which upstream a turn asks, with which prompt, and what comes after a failure.
///
/// A value. Upstreams are asked in the persona's order, each once. When one says that the prompt is
/// too long, an upstream with a larger context is asked before its turn; without one, the prompt is
/// cut once and sent again.
struct UpstreamRoute {
  /// How much of a prompt remains when the upstream does not tell how much it takes.
  private static let keptShare = 0.6
  /// What is left free of what the upstream told, since tokens are counted differently.
  private static let toldShare = 0.95

  private let prepared: PreparedTurn
  private(set) var position: Int
  /// As configured, but for a context that turned out to be smaller.
  private(set) var upstream: Upstream
  private(set) var prompt: Prompt
  /// Why this upstream is asked with this prompt; `nil` for the first.
  private(set) var cause: Attempt.Cause?
  /// The positions that have been asked.
  private var asked: Set<Int>
  private var isCut = false

  /// Begins with the first upstream that the prompt fits. Throws ``TurnError`` when there is none.
  init(_ prepared: PreparedTurn) throws {
    self.prepared = prepared
    (position, prompt) = try prepared.route()
    upstream = prepared.upstreams[position]
    asked = [position]
  }

  /// Moves on after a failure; returns `false` when nothing is left to ask.
  mutating func advance(after error: ModelError) -> Bool {
    if error.code == .contextTooSmall {
      let room = upstream.contextTokens
      let isLarger = { (other: Upstream) in other.contextTokens > room && !other.isExtractive }
      if take(.largerContext, where: isLarger) || cut(after: error) { return true }
    }
    return take(.nextUpstream) { _ in true }
  }

  /// Takes the first upstream not yet asked that is fit and that the prompt fits.
  private mutating func take(
    _ cause: Attempt.Cause, where isFit: (Upstream) -> Bool
  ) -> Bool {
    for index in prepared.upstreams.indices where !asked.contains(index) {
      let candidate = prepared.upstreams[index]
      guard isFit(candidate), let prompt = prompt(for: candidate) else { continue }
      (position, upstream, self.prompt, self.cause) = (index, candidate, prompt, cause)
      asked.insert(index)
      isCut = false
      return true
    }
    return false
  }

  /// Makes the prompt shorter, once for each upstream.
  private mutating func cut(after error: ModelError) -> Bool {
    guard !isCut else { return false }
    isCut = true
    var smaller = upstream
    smaller.contextTokens = room(after: error)
    guard let shorter = prompt(for: smaller), shorter.budget.prompt < prompt.budget.prompt else {
      return false
    }
    (upstream, prompt, cause) = (smaller, shorter, .shorterPrompt)
    return true
  }

  /// The context to compile for, in our own tokens. What the upstream tells is in its tokens, of
  /// which our count of the same prompt gives the proportion.
  private func room(after error: ModelError) -> Int {
    let counted = prompt.budget.prompt
    let used = Double(counted + prepared.persona.budget.reply)
    guard let told = error.context else { return Int(used * Self.keptShare) }
    var room = Double(told.contextTokens) * Self.toldShare
    if let sent = told.promptTokens, sent > 0 { room *= min(1, Double(counted) / Double(sent)) }
    return Int(min(room, used * Self.toldShare))
  }

  private func prompt(for upstream: Upstream) -> Prompt? {
    do {
      return try prepared.prompt(for: upstream)
    } catch {
      return nil  // It does not fit; another upstream may have room.
    }
  }
}
