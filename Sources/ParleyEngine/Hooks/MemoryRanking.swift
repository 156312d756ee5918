import ParleyDomain
import ParleyPlugin

/// Tells which memories matter most for a text: the sum of relevance, recency and importance, each
/// from 0 to 1 and weighing the same (Park et al., "Generative Agents", 2023, section 4.1).
///
/// Recency is 0.99 to the number of days since the memory was learnt or last confirmed. Relevance is
/// the share of the text's words that the memory has too, rare words counting more; words match by
/// their first letters, so that no language needs rules of its own.
struct MemoryRanking {
  /// What is left of recency after a day.
  static let dailyRecency = 0.99
  /// Words of so many letters match when they begin alike.
  static let stem = 5

  let now: Timestamp

  /// The best memories, the best first; at a tie those learnt later.
  func best(_ memories: [Memory], for text: String, limit: Int) -> [Memory] {
    let stems = memories.map { MemoryRanking.stems(of: $0.text) }
    let asked = MemoryRanking.stems(of: text)
    var weights: [String: Double] = [:]
    for stem in asked {
      // One in all memories tells nothing, one in a single memory the most.
      let holding = stems.count { $0.contains(stem) }
      weights[stem] = holding == 0 ? 0 : 1 / Double(holding)
    }
    let most = weights.values.reduce(0, +)
    let scored = memories.indices.map { position -> (score: Double, memory: Memory) in
      let shared = stems[position].intersection(asked).reduce(0) { $0 + (weights[$1] ?? 0) }
      let relevance = most > 0 ? shared / most : 0
      let memory = memories[position]
      return (relevance + recency(of: memory) + memory.importance, memory)
    }
    return scored.sorted { left, right in
      if left.score != right.score { return left.score > right.score }
      return (left.memory.learntAt ?? now) > (right.memory.learntAt ?? now)
    }.prefix(max(0, limit)).map(\.memory)
  }

  private func recency(of memory: Memory) -> Double {
    guard let learntAt = memory.learntAt else { return 1 }
    let days = Int(clamping: max(0, now.milliseconds &- learntAt.milliseconds) / 86_400_000)
    // 3,650 days leave nothing to tell apart, and bound the loop.
    return (0..<min(days, 3650)).reduce(1.0) { recency, _ in recency * MemoryRanking.dailyRecency }
  }

  private static func stems(of text: String) -> Set<String> {
    Set(
      text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 }
        .map { String($0.prefix(stem)) })
  }
}
