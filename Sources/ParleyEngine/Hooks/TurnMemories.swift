import ParleyDomain
import ParleyPlugin

/// What one hook may know of the turn's owner and chat.
struct TurnMemories: MemoryAccess {
  /// So many observations are handed out at once.
  static let mostObservations = 500

  let recollections: (any Recollections)?
  /// The plugin's entry: it sees its own summaries.
  let entry: String
  let owner: OwnerID
  let chat: ChatID
  let now: Timestamp

  var isOfGuest: Bool { owner.isGuest }

  func recall(_ text: String, limit: Int) async throws -> [Memory] {
    let known = try await recollections?.memories(of: owner, at: now) ?? []
    return MemoryRanking(now: now).best(known.map(\.memory), for: text, limit: limit)
  }

  func summaries() async throws -> [ChatSummary] {
    try await recollections?.summaries(of: chat, by: entry, owner: owner) ?? []
  }

  func observations() async throws -> [Observation] {
    try await recollections?.observations(of: owner, limit: TurnMemories.mostObservations) ?? []
  }
}
