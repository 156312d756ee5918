import ParleyDomain
import ParleyPlugin

/// Keeps nothing, so that a measurement of many turns does not measure growing memory.
struct ForgettingStore: ChatStore, JobQueue {
  func begin(_ turn: BegunTurn) async throws -> Beginning { .begun }
  func checkpoint(_ texts: [PartialText]) async throws {}
  func finish(_ turn: FinishedTurn) async throws {}
  func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat? { nil }
  func messages(of chat: ChatID, owner: OwnerID) async throws -> [StoredMessage] { [] }
  func reply(of generation: GenerationID, owner: OwnerID) async throws -> StoredMessage? { nil }
  func chats(
    of owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int
  ) async throws -> ChatPage { ChatPage(chats: [], next: nil) }
  func rename(_ chat: ChatID, to title: String, owner: OwnerID) async throws -> Bool { false }
  func delete(_ chat: ChatID, owner: OwnerID) async throws -> Bool { false }
  func claim(
    at now: Timestamp, limit: Int, besides busy: BusyPlugins
  ) async throws -> [Job] { [] }
  func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp
  ) async throws {}
  func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws {}
  func postpone(_ job: Job, until: Timestamp) async throws {}
}
