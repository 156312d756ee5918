import ParleyDomain
import ParleyPlugin
import Synchronization

/// The replies that the store did not take: keeps them in memory and tries again, with growing
/// pauses, until they are stored or the program ends.
package final class UnsavedReplies: Sendable {
  /// Before the first new try, the second and so on; the last one is repeated.
  package static let pauses: [Duration] = [
    .milliseconds(500), .seconds(1), .seconds(2), .seconds(5), .seconds(15), .seconds(30),
  ]

  private struct State {
    var replies: [GenerationID: UnsavedReply] = [:]
    var tries: [GenerationID: Task<Void, Never>] = [:]
  }

  private let state = Mutex(State())
  private let pauses: [Duration]

  init(pauses: [Duration]) {
    self.pauses = pauses
  }

  /// How many replies wait to be stored.
  var count: Int { state.withLock { $0.replies.count } }

  /// Takes in a reply and tries again in the background. `onSettled` is called once nothing is left
  /// to store.
  func keep(
    _ failure: ReplyNotSaved, store: any ChatStore, log: any OperatorLog,
    onSettled: @escaping @Sendable () -> Void
  ) {
    let id = failure.turn.generation
    log.write(
      .error, "a reply could not be stored; it is kept in memory and tried again",
      UnsavedReplies.fields(failure))
    let reply = UnsavedReply(failure, store: store, log: log) { [weak self] in
      self?.state.withLock { state in
        state.replies[id] = nil
        state.tries.removeValue(forKey: id)?.cancel()
      }
      onSettled()
    }
    state.withLock { $0.replies[id] = reply }
    let tries = Task { [pauses] in
      var rest = pauses[...]
      var pause = Duration.zero
      repeat {
        pause = rest.popFirst() ?? pause
        do {
          try await Task.sleep(for: pause)
        } catch {
          return
        }
      } while await reply.save() != nil
    }
    let isSettled = state.withLock { state in
      guard state.replies[id] != nil else { return true }
      state.tries[id] = tries
      return false
    }
    if isSettled { tries.cancel() }
  }

  /// Tries now to store what waits of a chat. Throws ``ReplyNotSaved`` when it still fails.
  func save(in chat: ChatID, owner: OwnerID) async throws {
    for reply in state.withLock({ Array($0.replies.values) })
    where reply.turn.owner == owner && reply.turn.reply.chat == chat {
      if let failure = await reply.save() { throw failure }
    }
  }

  /// Tries now to store the reply of a generation; returns whether there was one that is stored now.
  func save(_ generation: GenerationID, owner: OwnerID) async -> Bool {
    guard let reply = state.withLock({ $0.replies[generation] }), reply.turn.owner == owner else {
      return false
    }
    return await reply.save() == nil
  }

  /// Whether the reply of a generation waits to be stored.
  func holds(_ generation: GenerationID) -> Bool {
    state.withLock { $0.replies[generation] != nil }
  }

  /// Tries a last time and says what is lost with the program.
  func giveUp(log: any OperatorLog) async {
    let (replies, tries) = state.withLock { (Array($0.replies.values), Array($0.tries.values)) }
    for task in tries { task.cancel() }
    for reply in replies {
      guard let failure = await reply.save() else { continue }
      log.write(
        .error, "a reply is lost: it could not be stored; what was saved of it before stays",
        UnsavedReplies.fields(failure))
    }
  }

  fileprivate static func fields(_ failure: ReplyNotSaved) -> [String: JSONValue] {
    [
      "generation_id": .string(failure.turn.generation.rawValue),
      "message_id": .string(failure.turn.reply.id.rawValue),
      "chat_id": .string(failure.turn.reply.chat.rawValue),
      "error": .string(String(describing: failure.cause)),
    ]
  }
}

/// One reply that waits to be stored. Tries that come together are one.
private actor UnsavedReply {
  nonisolated let turn: FinishedTurn
  private let store: any ChatStore
  private let log: any OperatorLog
  private let onSettled: @Sendable () -> Void
  private var isSettled = false
  private var attempt: Task<ReplyNotSaved?, Never>?

  init(
    _ failure: ReplyNotSaved, store: any ChatStore, log: any OperatorLog,
    onSettled: @escaping @Sendable () -> Void
  ) {
    turn = failure.turn
    self.store = store
    self.log = log
    self.onSettled = onSettled
  }

  /// Tries once; `nil` when nothing is left to store.
  func save() async -> ReplyNotSaved? {
    if isSettled { return nil }
    if let attempt { return await attempt.value }
    let attempt = Task { await self.tryOnce() }
    self.attempt = attempt
    defer { self.attempt = nil }
    return await attempt.value
  }

  private func tryOnce() async -> ReplyNotSaved? {
    do {
      try await store.finish(turn)
    } catch let error where ReplyNotSaved.mayPass(error) {
      return ReplyNotSaved(turn, cause: error)
    } catch {
      // Deleted, or final already: the write before may have reached the disk after all.
      log.write(
        .warning, "a reply that waited to be stored is not needed any more",
        UnsavedReplies.fields(ReplyNotSaved(turn, cause: error)))
      settle()
      return nil
    }
    log.write(
      .info, "a reply that waited is stored now",
      ["generation_id": .string(turn.generation.rawValue)])
    settle()
    return nil
  }

  private func settle() {
    isSettled = true
    onSettled()
  }
}
