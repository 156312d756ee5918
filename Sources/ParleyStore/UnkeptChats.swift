package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Chats in memory, for work of which nothing may be left: explaining, replaying, testing.
///
/// Takes no lock, so that it works while a server holds the storage folder. Jobs are dropped, so no
/// post-response hook runs and nothing is delivered.
package final class UnkeptChats: ChatStore, JobQueue {
  private struct State {
    var chats: [ChatID: Chat] = [:]
    var messages: [ChatID: [StoredMessage]] = [:]
  }

  private let state: Mutex<State>

  /// No chats, or one that goes on after these messages.
  package init(_ chat: Chat? = nil, messages: [StoredMessage] = []) {
    var begun = State()
    if let chat {
      begun.chats[chat.id] = chat
      begun.messages[chat.id] = messages
    }
    state = Mutex(begun)
  }

  package func begin(_ turn: BegunTurn) async throws -> Beginning {
    state.withLock { state in
      state.chats[turn.chat.id] = turn.chat
      state.chats[turn.chat.id]?.leaf = turn.reply.id
      let asked = turn.isAnsweredAgain ? [] : [turn.userMessage]
      state.messages[turn.chat.id, default: []] += turn.earlier + asked + [turn.reply]
    }
    return .begun
  }

  package func checkpoint(_ texts: [PartialText]) async throws {}

  package func finish(_ turn: FinishedTurn) async throws {
    state.withLock { state in
      let messages = state.messages[turn.reply.chat] ?? []
      state.messages[turn.reply.chat] = messages.map { $0.id == turn.reply.id ? turn.reply : $0 }
    }
  }

  package func chat(_ id: ChatID, owner: OwnerID) async throws -> Chat? {
    state.withLock { state in state.chats[id].flatMap { $0.owner == owner ? $0 : nil } }
  }

  package func messages(of chat: ChatID, owner: OwnerID) async throws -> [StoredMessage] {
    state.withLock { state in
      state.chats[chat]?.owner == owner ? state.messages[chat] ?? [] : []
    }
  }

  // Nobody resumes, lists or keeps what is gone with the program.

  package func reply(of generation: GenerationID, owner: OwnerID) async throws -> StoredMessage? {
    nil
  }

  package func chats(
    of owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int
  ) async throws -> ChatPage { ChatPage(chats: [], next: nil) }

  package func rename(_ chat: ChatID, to title: String, owner: OwnerID) async throws -> Bool {
    false
  }

  package func delete(_ chat: ChatID, owner: OwnerID) async throws -> Bool { false }

  package func claim(
    at now: Timestamp, limit: Int, besides busy: BusyPlugins
  ) async throws -> [Job] { [] }

  package func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp
  ) async throws {}

  package func postpone(_ job: Job, until: Timestamp) async throws {}

  package func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws {}
}
