import ParleyDomain
import ParleyEngine
import ParleyStore

extension Shop {
  /// The engine over chats of which nothing is left; takes no lock. Throws as ``startEngine(store:knowledge:)``.
  func startEngine(unkept chats: UnkeptChats) async throws -> Engine {
    try await startEngine(store: chats, knowledge: library())
  }
}
