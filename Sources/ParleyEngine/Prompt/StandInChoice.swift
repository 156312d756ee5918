import ParleyDomain
import ParleyPlugin

/// The parts that stand in for messages which fell out of the prompt.
///
/// One goes in when a message that it covers has fallen out. Of several that cover the same message,
/// the one that covers the most of those fallen out wins; at a tie, the one that repeats less.
/// The messages fall out for good before this choice is made: the room it takes may push out more,
/// but then nobody chooses again.
struct StandInChoice {
  /// In the order of the first message that each covers.
  private(set) var chosen: [PartCandidate] = []
  private(set) var dropped: [DroppedPart] = []
  private(set) var spent = 0

  private struct Option {
    let candidate: PartCandidate
    /// Those of its messages that fell out.
    let covered: Set<MessageID>
  }

  /// - Parameters:
  ///   - window: The history as it is without stand-ins.
  ///   - isHistoryCut: Whether messages fell out that the window does not even know of: then those
  ///     that it has not kept are taken for them.
  ///   - limit: The tokens for history; stand-ins take at most half of them, so that recent messages
  ///     keep their place.
  ///   - spentByPlugin: What the entries' other parts take already.
  init(
    _ candidates: [PartCandidate], window: HistoryWindow, isHistoryCut: Bool = false, limit: Int,
    spentByPlugin: [String: Int]
  ) {
    let fallenOut = Set(window.fallenOut)
    let present = Set(window.kept.map(\.message.id))
    var options: [Option] = []
    for candidate in candidates where candidate.isStandIn {
      let covered =
        isHistoryCut
        ? Set(candidate.part.standsInFor).subtracting(present)
        : fallenOut.intersection(candidate.part.standsInFor)
      if !covered.isEmpty {
        options.append(Option(candidate: candidate, covered: covered))
      } else if present.isDisjoint(with: candidate.part.standsInFor) {
        dropped.append(candidate.dropped("it stands in for no earlier message of this chat"))
      } else {
        dropped.append(candidate.dropped("the messages it stands in for are in the prompt"))
      }
    }
    choose(options, limit: limit / 2, spentByPlugin: spentByPlugin)
    let age = Dictionary(
      window.fallenOut.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    func first(_ candidate: PartCandidate) -> Int {
      candidate.part.standsInFor.map { age[$0] ?? (isHistoryCut ? -1 : .max) }.min() ?? .max
    }
    chosen.sort { (first($0), $0.position) < (first($1), $1.position) }
  }

  private mutating func choose(
    _ options: [Option], limit: Int, spentByPlugin: [String: Int]
  ) {
    var spentByPlugin = spentByPlugin
    var covered: Set<MessageID> = []
    let ranked = options.sorted { StandInChoice.rank($0) < StandInChoice.rank($1) }
    for option in ranked {
      let candidate = option.candidate
      if !covered.isDisjoint(with: option.covered) {
        dropped.append(candidate.dropped("another part stands in for the same messages"))
      } else if spentByPlugin[candidate.plugin, default: 0] + candidate.cost > candidate.maxTokens {
        dropped.append(candidate.dropped("over the plugin's \(candidate.maxTokens) tokens"))
      } else if spent + candidate.cost > limit {
        dropped.append(
          candidate.dropped("over the \(limit) tokens that may stand in for history"))
      } else {
        chosen.append(candidate)
        covered.formUnion(option.covered)
        spent += candidate.cost
        spentByPlugin[candidate.plugin, default: 0] += candidate.cost
      }
    }
  }

  /// Less is better: more covered, fewer messages besides, higher priority, earlier.
  private static func rank(_ option: Option) -> (Int, Int, Int, Int) {
    let part = option.candidate.part
    return (
      -option.covered.count, part.standsInFor.count, -part.priority, option.candidate.position
    )
  }
}
