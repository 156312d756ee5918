import ParleyDomain
import ParleyPlugin

/// The chosen parts as they are sent: in the order of the prompt, the records numbered from 1.
///
/// What is whole gets the first numbers, so that they stay the same from turn to turn.
struct NumberedParts {
  /// Pieces of whole collections.
  private(set) var whole: [PromptPart] = []
  /// What plugins instruct.
  private(set) var instructions: [PromptPart] = []
  /// Memories, then what was found for the message.
  private(set) var found: [PromptPart] = []
  private var costs: [BudgetSection: Int] = [:]

  init(_ chosen: [PartCandidate], tokens: any TokenCounter) {
    var next = 1
    func sent(_ candidate: PartCandidate) -> PromptPart {
      let part = candidate.sent(index: candidate.isNumbered ? next : nil, tokens: tokens)
      if candidate.isNumbered { next += 1 }
      costs[candidate.budgetSection, default: 0] += part.tokens
      return part
    }
    whole = chosen.filter(\.isWhole).map(sent)
    let rest = chosen.filter { !$0.isWhole }
    instructions = rest.filter { $0.part.kind == .instruction }.map(sent)
    let data = rest.filter { $0.part.kind == .data }
    found =
      data.filter { $0.part.section == .memory }.map(sent)
      + data.filter { $0.part.section != .memory }.map(sent)
  }

  /// What the parts of a section cost, in tokens.
  func cost(_ section: BudgetSection) -> Int { costs[section] ?? 0 }
}
