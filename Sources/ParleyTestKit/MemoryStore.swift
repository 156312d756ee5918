package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Chats, sessions and jobs in memory, with the promises of the real store but durability.
package final class MemoryStore: ChatStore, FeedbackStore, JobQueue, SessionStore, TraceStore,
  UsageStore
{
  package struct Contents: Sendable {
    package var chats: [ChatID: Chat] = [:]
    package var messages: [ChatID: [StoredMessage]] = [:]
    package var traces: [MessageID: JSONValue] = [:]
    package var jobs: [Job] = []
    package var effects: [Effect] = []
    package var deliveries: [OutgoingDelivery] = []
    package var sessions: [SessionID: Session] = [:]
    package var generations: [GenerationID: MessageID] = [:]
    package var feedback: [MessageID: Feedback] = [:]
    package var usage: [UsageEntry] = []
    fileprivate var keys: [String: Known] = [:]

    fileprivate func message(_ id: MessageID, owner: OwnerID) -> StoredMessage? {
      messages.values.joined().first { $0.id == id && chats[$0.chat]?.owner == owner }
    }

    fileprivate struct Known {
      var bodyHash: String
      var user: StoredMessage
      var reply: StoredMessage
      var generation: GenerationID
    }
  }

  /// What a test may let fail.
  package enum Call: Sendable, Hashable {
    case begin
    case finish
  }

  private let state = Mutex(Contents())
  private let faults = Mutex<[Call: [StoreError]]>([:])
  /// Tries to finish a turn, failed ones too.
  package let finishes = EventCounter()
  package let checkpoints = EventCounter()

  package init() {}

  /// Lets the next calls of a kind fail, one with each error.
  package func fail(_ call: Call, with errors: [StoreError]) {
    faults.withLock { $0[call] = errors }
  }

  private func throwFault(_ call: Call) throws {
    let fault = faults.withLock { faults -> StoreError? in
      guard let first = faults[call]?.first else { return nil }
      faults[call]?.removeFirst()
      return first
    }
    if let fault { throw fault }
  }

  package var contents: Contents { state.withLock { $0 } }

  package func begin(_ turn: BegunTurn) async throws -> Beginning {
    try throwFault(.begin)
    return try state.withLock { state in
      if let key = turn.idempotency, let known = state.keys[turn.chat.owner.rawValue + key.key] {
        guard known.bodyHash == key.bodyHash else {
          throw StoreError(.keyReused, "the key '\(key.key)' came with another body before")
        }
        return .known(user: known.user, reply: known.reply, generation: known.generation)
      }
      if let chat = state.chats[turn.chat.id], chat.owner != turn.chat.owner {
        throw StoreError(.notFound, "there is no chat '\(turn.chat.id)'")
      }
      state.chats[turn.chat.id] = turn.chat
      if state.messages[turn.chat.id]?.last?.status.isFinal == false {
        throw StoreError(.generationInProgress, "another reply of the chat is being made")
      }
      state.chats[turn.chat.id]?.leaf = turn.reply.id
      let asked = turn.isAnsweredAgain ? [] : [turn.userMessage]
      state.messages[turn.chat.id, default: []] += turn.earlier + asked + [turn.reply]
      state.generations[turn.generation] = turn.reply.id
      if let session = turn.session { state.sessions[session.id] = session }
      if let key = turn.idempotency {
        state.keys[turn.chat.owner.rawValue + key.key] = Contents.Known(
          bodyHash: key.bodyHash, user: turn.userMessage, reply: turn.reply,
          generation: turn.generation)
      }
      return .begun
    }
  }

  package func checkpoint(_ texts: [PartialText]) async throws {
    defer { checkpoints.signal() }
    state.withLock { state in
      for partial in texts {
        change(partial.reply, in: &state) { message in
          guard !message.status.isFinal else { return }
          message.status = .streaming
          message.content = partial.text
        }
      }
    }
  }

  package func finish(_ turn: FinishedTurn) async throws {
    defer { finishes.signal() }
    try throwFault(.finish)
    state.withLock { state in
      let messages = state.messages[turn.reply.chat] ?? []
      state.messages[turn.reply.chat] = messages.map { $0.id == turn.reply.id ? turn.reply : $0 }
      state.traces[turn.reply.id] = turn.trace
      state.jobs += turn.jobs
      state.usage += turn.usage
    }
  }

  package func usage(
    of owner: OwnerID?, from first: String, to last: String
  ) async throws -> [UsageEntry] {
    contents.usage.filter {
      (owner == nil || $0.owner == owner) && $0.day >= first && $0.day <= last
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

  package func reply(of generation: GenerationID, owner: OwnerID) async throws -> StoredMessage? {
    state.withLock { state in
      guard let id = state.generations[generation] else { return nil }
      return state.messages.values.joined().first { message in
        message.id == id && state.chats[message.chat]?.owner == owner
      }
    }
  }

  package func chats(
    of owner: OwnerID, search: String?, after cursor: ChatCursor?, limit: Int
  ) async throws -> ChatPage {
    let chats = state.withLock { state in
      state.chats.values.filter { chat in
        chat.owner == owner && (search.map { chat.title.contains($0) } ?? true)
      }.sorted { ($0.updatedAt, $0.id.rawValue) > ($1.updatedAt, $1.id.rawValue) }
    }
    let rest = chats.drop { chat in
      cursor.map { (chat.updatedAt, chat.id.rawValue) >= ($0.updatedAt, $0.id.rawValue) } ?? false
    }
    let page = Array(rest.prefix(limit))
    let isLast = page.count == rest.count
    return ChatPage(
      chats: page,
      next: isLast ? nil : page.last.map { ChatCursor(updatedAt: $0.updatedAt, id: $0.id) })
  }

  package func message(_ id: MessageID, owner: OwnerID) async throws -> StoredMessage? {
    contents.message(id, owner: owner)
  }

  package func choose(
    _ message: MessageID, in chat: ChatID, owner: OwnerID
  ) async throws -> Bool {
    state.withLock { state in
      guard state.chats[chat]?.owner == owner,
        let leaf = MessageTree(state.messages[chat] ?? []).newestLeaf(below: message)
      else { return false }
      state.chats[chat]?.leaf = leaf
      return true
    }
  }

  package func rename(_ chat: ChatID, to title: String, owner: OwnerID) async throws -> Bool {
    state.withLock { state in
      guard state.chats[chat]?.owner == owner else { return false }
      state.chats[chat]?.title = title
      return true
    }
  }

  package func delete(_ chat: ChatID, owner: OwnerID) async throws -> Bool {
    state.withLock { state in
      guard state.chats[chat]?.owner == owner else { return false }
      state.chats[chat] = nil
      state.messages[chat] = nil
      return true
    }
  }

  package func save(_ session: Session) async throws {
    state.withLock { $0.sessions[session.id] = session }
  }

  package func session(
    _ id: SessionID, owner: OwnerID, at now: Timestamp
  ) async throws -> Session? {
    contents.sessions[id].flatMap { $0.owner == owner && $0.expiresAt > now ? $0 : nil }
  }

  package func sessions(
    of owner: OwnerID, at now: Timestamp
  ) async throws -> [(session: Session, messages: Int)] {
    let contents = contents
    return contents.sessions.values.filter { $0.owner == owner && $0.expiresAt > now }
      .sorted { $0.lastActiveAt > $1.lastActiveAt }
      .map { ($0, contents.messages[$0.chat]?.count ?? 0) }
  }

  package func end(_ id: SessionID, owner: OwnerID) async throws -> Bool {
    state.withLock { state in
      guard state.sessions[id]?.owner == owner else { return false }
      state.sessions[id] = nil
      return true
    }
  }

  package func trace(of message: MessageID, owner: OwnerID) async throws -> JSONValue? {
    state.withLock { state in
      let isTheirs = state.messages.contains { chat, messages in
        state.chats[chat]?.owner == owner && messages.contains { $0.id == message }
      }
      return isTheirs ? state.traces[message] : nil
    }
  }

  package func rate(_ feedback: Feedback, owner: OwnerID) async throws -> Bool {
    state.withLock { state in
      guard state.message(feedback.message, owner: owner)?.role == .assistant else { return false }
      state.feedback[feedback.message] = feedback
      return true
    }
  }

  package func unrate(_ message: MessageID, owner: OwnerID) async throws -> Bool {
    state.withLock { state in
      guard state.message(message, owner: owner)?.role == .assistant else { return false }
      state.feedback[message] = nil
      return true
    }
  }

  package func feedback(in chat: ChatID, owner: OwnerID) async throws -> [Feedback] {
    let contents = contents
    guard contents.chats[chat]?.owner == owner else { return [] }
    return (contents.messages[chat] ?? []).compactMap { contents.feedback[$0.id] }
  }

  package func ratedReplies() async throws -> [RatedReply] { [] }

  /// Puts a chat without messages there.
  package func add(_ chat: Chat) {
    state.withLock { $0.chats[chat.id] = chat }
  }

  /// Puts jobs into the queue without a turn.
  package func enqueue(_ jobs: [Job]) {
    state.withLock { $0.jobs += jobs }
  }

  package func recording(of chat: ChatID) async throws -> RecordedChat? {
    state.withLock { state in
      guard let found = state.chats[chat] else { return nil }
      let messages = state.messages[chat] ?? []
      return RecordedChat(
        chat: found, messages: messages,
        traces: state.traces.filter { trace in messages.contains { $0.id == trace.key } })
    }
  }

  package func claim(
    at now: Timestamp, limit: Int, besides busy: BusyPlugins
  ) async throws -> [Job] {
    state.withLock { state in
      let due = state.jobs.indices.filter {
        let job = state.jobs[$0]
        return job.status == .waiting && job.dueAt <= now && !busy.full.contains(job.plugin)
          && (job.attempts == 0 || !busy.retrying.contains(job.plugin))
      }.prefix(limit)
      let firstTries = due.prefix { state.jobs[$0].attempts == 0 }
      return (firstTries.isEmpty ? due.prefix(1) : firstTries).map { position in
        state.jobs[position].status = .running
        state.jobs[position].attempts += 1
        return state.jobs[position]
      }
    }
  }

  package func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp
  ) async throws {
    state.withLock { state in
      state.effects += effects
      state.deliveries += deliveries
      for case .annotation(let annotation) in effects {
        change(job.reply, in: &state) { $0.notices.append(annotation.notice) }
      }
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

  package func postpone(_ job: Job, until: Timestamp) async throws {
    state.withLock { state in
      update(job, in: &state) { postponed in
        postponed.status = .waiting
        postponed.dueAt = until
        postponed.attempts -= 1
      }
    }
  }

  private func change(
    _ id: MessageID, in state: inout Contents, _ change: (inout StoredMessage) -> Void
  ) {
    for chat in state.messages.keys {
      guard let position = state.messages[chat]?.firstIndex(where: { $0.id == id }) else {
        continue
      }
      if var message = state.messages[chat]?[position] {
        change(&message)
        state.messages[chat]?[position] = message
      }
    }
  }

  private func update(_ job: Job, in state: inout Contents, _ change: (inout Job) -> Void) {
    for position in state.jobs.indices where state.jobs[position].id == job.id {
      change(&state.jobs[position])
    }
  }
}
