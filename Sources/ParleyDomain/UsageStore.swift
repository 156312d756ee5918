import ParleyPlugin

/// What turns have used: how many, how many tokens, and what they cost.
package struct UsageFigures: Sendable, Hashable {
  package var turns: Int
  package var inputTokens: Int
  package var outputTokens: Int
  /// The share of ``inputTokens`` that came from prompt caches.
  package var cachedTokens: Int
  /// How many of the turns were counted here because the upstream told nothing.
  package var estimatedTurns: Int
  /// By currency (ISO 4217). Calls that failed may have cost something, too.
  package var costs: [String: Nanos]

  package init(
    turns: Int = 0, inputTokens: Int = 0, outputTokens: Int = 0, cachedTokens: Int = 0,
    estimatedTurns: Int = 0, costs: [String: Nanos] = [:]
  ) {
    self.turns = turns
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.cachedTokens = cachedTokens
    self.estimatedTurns = estimatedTurns
    self.costs = costs
  }

  /// Stays at the end of what can be counted: the numbers are those that upstreams tell.
  package static func += (sum: inout UsageFigures, more: UsageFigures) {
    func add(_ first: Int, _ second: Int) -> Int {
      let (total, overflow) = first.addingReportingOverflow(second)
      return overflow ? .max : total
    }
    sum.turns = add(sum.turns, more.turns)
    sum.inputTokens = add(sum.inputTokens, more.inputTokens)
    sum.outputTokens = add(sum.outputTokens, more.outputTokens)
    sum.cachedTokens = add(sum.cachedTokens, more.cachedTokens)
    sum.estimatedTurns = add(sum.estimatedTurns, more.estimatedTurns)
    sum.costs.merge(more.costs, uniquingKeysWith: +)
  }
}

/// What a call of an upstream cost.
package struct UpstreamCost: Sendable, Hashable {
  package var upstream: String
  package var cost: ModelCost

  package init(upstream: String, cost: ModelCost) {
    self.upstream = upstream
    self.cost = cost
  }
}

/// What one owner's turns used of one model on one day.
package struct UsageEntry: Sendable, Hashable {
  package var owner: OwnerID
  /// In UTC, as `2026-11-20`.
  package var day: String
  /// `nil` for turns that reached none.
  package var upstream: String?
  /// The model's own name for itself; `nil` where only a call that failed is counted.
  package var model: String?
  package var figures: UsageFigures

  package init(
    owner: OwnerID, day: String, upstream: String?, model: String?, figures: UsageFigures
  ) {
    self.owner = owner
    self.day = day
    self.upstream = upstream
    self.model = model
    self.figures = figures
  }
}

/// Tells what turns have used. Chats that are deleted stay counted.
package protocol UsageStore: Sendable {
  /// What was used on some days, both ends included (`2026-11-20`), by day, then owner, upstream and
  /// model; of one owner, or of all for `nil`.
  func usage(of owner: OwnerID?, from first: String, to last: String) async throws -> [UsageEntry]
}

extension FinishedTurn {
  /// What the turn is to be counted as: its reply under the upstream and model that made it, and the
  /// cost of each call under its own upstream.
  package var usage: [UsageEntry] {
    let day = reply.createdAt.day
    let used = reply.usage ?? Usage()
    var entries = [
      UsageEntry(
        owner: owner, day: day, upstream: reply.upstream, model: reply.model,
        figures: UsageFigures(
          turns: 1, inputTokens: used.inputTokens, outputTokens: used.outputTokens,
          cachedTokens: used.cachedTokens, estimatedTurns: used.estimated ? 1 : 0))
    ]
    for call in costs {
      let model = call.upstream == reply.upstream ? reply.model : nil
      entries.append(
        UsageEntry(
          owner: owner, day: day, upstream: call.upstream, model: model,
          figures: UsageFigures(costs: [call.cost.currency: call.cost.amount])))
    }
    return entries
  }
}
