import ParleyDomain
import ParleyPlugin

/// Chooses which contributed parts go into the prompt: by priority, then in contributed order, as
/// far as the plugin's own limit and the persona's share let them. A record is injected once.
struct PartSelection {
  let frame: PromptFrame
  let tokens: any TokenCounter
  /// The most tokens that all parts together may take.
  let limit: Int
  let contributions: [Contribution]

  private(set) var instructions: [PromptPart] = []
  private(set) var data: [PromptPart] = []
  private(set) var dropped: [DroppedPart] = []
  private(set) var spent = 0

  init(frame: PromptFrame, tokens: any TokenCounter, limit: Int, contributions: [Contribution]) {
    self.frame = frame
    self.tokens = tokens
    self.limit = limit
    self.contributions = contributions
  }

  private struct Candidate {
    let plugin: String
    let maxTokens: Int
    let part: Part
    /// Place among all contributed parts.
    let position: Int
  }

  mutating func select() {
    var candidates: [Candidate] = []
    for contribution in contributions {
      for part in contribution.parts {
        candidates.append(
          Candidate(
            plugin: contribution.plugin, maxTokens: contribution.maxTokens, part: part,
            position: candidates.count))
      }
    }
    let chosen = choose(
      from: candidates.sorted {
        $0.part.priority == $1.part.priority
          ? $0.position < $1.position : $0.part.priority > $1.part.priority
      })
    number(candidates.filter { chosen.contains($0.position) })
  }

  /// The positions of the parts that fit. Their cost is taken with a three-digit number, which no
  /// prompt exceeds, because the numbers are given only afterwards.
  private mutating func choose(from ranked: [Candidate]) -> Set<Int> {
    var chosen: Set<Int> = []
    var spentByPlugin: [String: Int] = [:]
    var records: Set<RecordReference> = []
    for candidate in ranked {
      let part = candidate.part
      let cost = tokens.count(frame.text(of: part, index: part.source == nil ? nil : 100))
      let pluginSpent = spentByPlugin[candidate.plugin, default: 0]
      if let source = part.source, records.contains(source.reference) {
        drop(candidate, cost, "another plugin injects the same record")
      } else if pluginSpent + cost > candidate.maxTokens {
        drop(candidate, cost, "over the plugin's \(candidate.maxTokens) tokens")
      } else if spent + cost > limit {
        drop(candidate, cost, "over the persona's \(limit) tokens for knowledge")
      } else {
        chosen.insert(candidate.position)
        spentByPlugin[candidate.plugin] = pluginSpent + cost
        spent += cost
        if let source = part.source { records.insert(source.reference) }
      }
    }
    return chosen
  }

  private mutating func number(_ chosen: [Candidate]) {
    var next = 1
    spent = 0
    for candidate in chosen {
      let part = candidate.part
      let index = part.source == nil ? nil : next
      if index != nil { next += 1 }
      let text = frame.text(of: part, index: index)
      let cost = tokens.count(text)
      spent += cost
      let sent = PromptPart(
        plugin: candidate.plugin, kind: part.kind == .data ? .data : .instruction, message: 0,
        text: text, tokens: cost, source: part.source, index: index, score: part.score)
      if part.kind == .data { data.append(sent) } else { instructions.append(sent) }
    }
  }

  private mutating func drop(_ candidate: Candidate, _ cost: Int, _ reason: String) {
    dropped.append(
      DroppedPart(
        plugin: candidate.plugin, kind: candidate.part.kind == .data ? .data : .instruction,
        tokens: cost, source: candidate.part.source, reason: reason))
  }
}
