import ParleyDomain
import ParleyPlugin

/// What one hook may know of the turn's owner and chat.
struct TurnMemories: MemoryAccess {
  /// So many observations are handed out at once.
  static let mostObservations = 500
  /// So many bytes of summaries are read for each token that a prompt has for the history, of which
  /// summaries take half at most: enough to see that they are more than fit.
  static let summaryBytesPerToken = 4

  let recollections: (any Recollections)?
  /// The plugin's entry: it sees its own summaries.
  let entry: String
  let owner: OwnerID
  let chat: ChatID
  /// The messages before this one, oldest first, as far as they were read.
  let history: [ChatMessage]
  /// What a prompt has room for.
  let historyTokens: Int
  let now: Timestamp

  var isOfGuest: Bool { owner.isGuest }

  func recall(_ text: String, limit: Int) async throws -> [Memory] {
    let known = try await recollections?.memories(of: owner, at: now) ?? []
    return MemoryRanking(now: now).best(known.map(\.memory), for: text, limit: limit)
  }

  func summaries() async throws -> [ChatSummary] {
    guard let recollections, let leaf = history.last?.id else { return [] }
    let (bytes, isTooMuch) = historyTokens.multipliedReportingOverflow(
      by: TurnMemories.summaryBytesPerToken)
    let found = try await recollections.summaries(
      of: chat, by: entry, upTo: leaf, bytes: isTooMuch ? .max : bytes, owner: owner)
    guard !found.isEmpty else { return [] }
    let places = Dictionary(
      history.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return found.map { summary in
      ChatSummary(
        version: summary.version, text: summary.text, covers: covers(of: summary, places),
        createdAt: summary.createdAt)
    }
  }

  /// The messages of a summary that are known, and its ends.
  private func covers(of summary: StoredSummary, _ places: [MessageID: Int]) -> [MessageID] {
    guard let last = places[summary.last] else {
      return summary.first == summary.last ? [summary.first] : [summary.first, summary.last]
    }
    guard let first = places[summary.first] else {
      return [summary.first] + history[...last].map(\.id)
    }
    return first <= last ? history[first...last].map(\.id) : []
  }

  func observations() async throws -> [Observation] {
    try await recollections?.observations(of: owner, limit: TurnMemories.mostObservations) ?? []
  }
}
