package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Chats and jobs in memory, with the promises of the real store but durability.
package final class MemoryStore: ChatStore, JobQueue {
  package struct Contents: Sendable {
    package var chats: [ChatID: Chat] = [:]
    package var messages: [ChatID: [StoredMessage]] = [:]
    package var traces: [MessageID: JSONValue] = [:]
    package var jobs: [Job] = []
    package var effects: [Effect] = []
  }

  private let state = Mutex(Contents())

  package init() {}

  package var contents: Contents { state.withLock { $0 } }

  package func begin(_ turn: BegunTurn) async throws {
    try state.withLock { state in
      if let chat = state.chats[turn.chat.id], chat.owner != turn.chat.owner {
        throw StoreError(.notFound, "there is no chat '\(turn.chat.id)'")
      }
      state.chats[turn.chat.id] = turn.chat
      state.messages[turn.chat.id, default: []] += [turn.userMessage, turn.reply]
    }
  }

  package func finish(_ turn: FinishedTurn) async throws {
    state.withLock { state in
      let messages = state.messages[turn.reply.chat] ?? []
      state.messages[turn.reply.chat] = messages.map { $0.id == turn.reply.id ? turn.reply : $0 }
      state.traces[turn.reply.id] = turn.trace
      state.jobs += turn.jobs
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

  package func chats(of owner: OwnerID, limit: Int) async throws -> [Chat] {
    state.withLock { state in
      Array(
        state.chats.values.filter { $0.owner == owner }
          .sorted { $0.updatedAt > $1.updatedAt }.prefix(limit))
    }
  }

  package func claim(at now: Timestamp) async throws -> Job? {
    state.withLock { state in
      guard
        let position = state.jobs.firstIndex(where: { $0.status == .waiting && $0.dueAt <= now })
      else { return nil }
      state.jobs[position].status = .running
      state.jobs[position].attempts += 1
      return state.jobs[position]
    }
  }

  package func complete(_ job: Job, effects: [Effect], at now: Timestamp) async throws {
    state.withLock { state in
      state.effects += effects
      update(job, in: &state) { $0.status = .done }
    }
  }

  package func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws {
    state.withLock { state in
      update(job, in: &state) { failed in
        failed.status = retryAt == nil ? .dead : .waiting
        failed.dueAt = retryAt ?? failed.dueAt
      }
    }
  }

  private func update(_ job: Job, in state: inout Contents, _ change: (inout Job) -> Void) {
    for position in state.jobs.indices where state.jobs[position].id == job.id {
      change(&state.jobs[position])
    }
  }
}
