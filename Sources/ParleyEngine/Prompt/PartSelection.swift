import ParleyDomain
import ParleyPlugin

/// Chooses which contributed parts go into the prompt, as far as the plugins' own limits and the
/// persona's shares let them: first what is whole, all of an entry or nothing of it; then by priority
/// and in contributed order. A record is injected once.
struct PartSelection {
  /// The most records in a prompt: their numbers have three digits.
  static let mostNumbers = 999

  /// In contributed order.
  private(set) var chosen: [PartCandidate] = []
  private(set) var dropped: [DroppedPart] = []
  /// Tokens by section; at most what the parts cost once they are numbered.
  private(set) var spent: [BudgetSection: Int] = [:]
  private(set) var spentByPlugin: [String: Int] = [:]

  private let limits: [BudgetSection: Int]
  private var records: Set<RecordReference> = []
  private var numbers = 0

  /// - Parameter candidates: In contributed order; stand-ins are left to ``StandInChoice``.
  init(_ candidates: [PartCandidate], limits: [BudgetSection: Int]) {
    self.limits = limits
    let candidates = candidates.filter { !$0.isStandIn }
    chooseWholes(candidates.filter(\.isWhole))
    let ranked = candidates.filter { !$0.isWhole }.sorted {
      ($1.part.priority, $0.position) < ($0.part.priority, $1.position)
    }
    for candidate in ranked {
      if let reason = obstacle([candidate]) {
        dropped.append(candidate.dropped(reason))
      } else {
        take(candidate)
      }
    }
    chosen.sort { $0.position < $1.position }
  }

  /// An incomplete whole would pass for a complete one, so an entry's goes in or stays out as one.
  private mutating func chooseWholes(_ candidates: [PartCandidate]) {
    var entries: [String] = []
    for candidate in candidates where !entries.contains(candidate.plugin) {
      entries.append(candidate.plugin)
    }
    for entry in entries {
      let whole = candidates.filter { $0.plugin == entry && !isKnown($0) }
      guard let first = whole.first else { continue }
      guard let reason = obstacle(whole) else {
        for candidate in whole where !isKnown(candidate) { take(candidate) }
        continue
      }
      var left = first.dropped("the whole of \(whole.count) parts is \(reason)")
      left.tokens = whole.reduce(0) { $0 + $1.cost }
      left.source = nil
      dropped.append(left)
    }
  }

  private func isKnown(_ candidate: PartCandidate) -> Bool {
    candidate.part.source.map { records.contains($0.reference) } ?? false
  }

  /// Why these parts of one entry cannot go in together; `nil` when they can.
  private func obstacle(_ candidates: [PartCandidate]) -> String? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1, isKnown(first) { return "another plugin injects the same record" }
    let cost = candidates.reduce(0) { $0 + $1.cost }
    let section = first.budgetSection
    let limit = limits[section] ?? 0
    if spentByPlugin[first.plugin, default: 0] + cost > first.maxTokens {
      return "over the plugin's \(first.maxTokens) tokens"
    }
    if spent[section, default: 0] + cost > limit {
      return "over the persona's \(limit) tokens for \(section.rawValue)"
    }
    if numbers + candidates.count(where: \.isNumbered) > PartSelection.mostNumbers {
      return "over the \(PartSelection.mostNumbers) records that a prompt may hold"
    }
    return nil
  }

  private mutating func take(_ candidate: PartCandidate) {
    chosen.append(candidate)
    spent[candidate.budgetSection, default: 0] += candidate.cost
    spentByPlugin[candidate.plugin, default: 0] += candidate.cost
    if candidate.isNumbered { numbers += 1 }
    if let source = candidate.part.source { records.insert(source.reference) }
  }
}
