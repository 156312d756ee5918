import ParleyDomain
import ParleyPlugin

/// A contributed part that may go into the prompt, written out and counted once.
struct PartCandidate {
  let plugin: String
  /// The most tokens that all parts of the plugin may take.
  let maxTokens: Int
  let part: Part
  /// Place among all contributed parts.
  let position: Int
  let piece: PromptFrame.Piece
  /// What it costs with a three-digit number, which no prompt exceeds: numbers are given only when
  /// the choice is made.
  let cost: Int

  /// All parts of a turn, as contributed.
  static func all(
    _ contributions: [Contribution], frame: PromptFrame, tokens: any TokenCounter
  ) -> [PartCandidate] {
    var candidates: [PartCandidate] = []
    for contribution in contributions {
      for part in contribution.parts {
        let piece = frame.piece(of: part)
        let number = PartCandidate.isNumbered(part) ? PartSelection.mostNumbers : nil
        candidates.append(
          PartCandidate(
            plugin: contribution.plugin, maxTokens: contribution.maxTokens, part: part,
            position: candidates.count, piece: piece, cost: tokens.count(piece.text(index: number)))
        )
      }
    }
    return candidates
  }

  /// Whether a reply can cite the part: it shows a record.
  private static func isNumbered(_ part: Part) -> Bool {
    part.kind == .data && part.source != nil && part.standsInFor.isEmpty
  }

  var isNumbered: Bool { PartCandidate.isNumbered(part) }
  var isStandIn: Bool { !part.standsInFor.isEmpty }
  var isWhole: Bool { part.section == .whole && !isStandIn }
  /// Which share pays for it.
  var budgetSection: BudgetSection {
    if isStandIn { return .history }
    return part.section == .memory ? .memory : .knowledge
  }

  /// The part as it is sent.
  func sent(index: Int?, tokens: any TokenCounter) -> PromptPart {
    let text = piece.text(index: index)
    return PromptPart(
      plugin: plugin, kind: kind, message: 0, text: text, tokens: tokens.count(text),
      source: part.source, index: index, score: part.score)
  }

  func dropped(_ reason: String) -> DroppedPart {
    DroppedPart(plugin: plugin, kind: kind, tokens: cost, source: part.source, reason: reason)
  }

  private var kind: PromptPart.Kind { part.kind == .data ? .data : .instruction }
}
