import ParleyDomain
import ParleyPlugin

/// What a job works on, as it was stored: a turn with its reply, or the conversation of a session.
struct JobConversation: Sendable {
  let persona: Persona
  /// What went before, for lookups: as much as a turn reads of the messages before its own, or all of
  /// the session's.
  let history: [ChatMessage]
  private let subject: Subject

  private enum Subject: Sendable {
    case turn(Exchange)
    case session(EndedSession)
  }

  /// Reads the chat of a job. Throws ``PluginError`` when something of it is gone.
  init(of job: Job, _ engine: Engine) async throws {
    guard let chat = try await engine.store.chat(job.chat, owner: job.owner) else {
      throw PluginError("chat \(job.chat) is gone")
    }
    persona = try engine.persona(chat.persona)
    guard job.hook == .sessionEnded else {
      let payload = try JobPayload(json: job.payload)
      let path = try await engine.store.history(
        of: job.chat, upTo: job.reply, bytes: engine.historyBytes(of: persona), owner: job.owner
      ).messages
      guard let reply = path.last else { throw PluginError("message \(job.reply) is gone") }
      let before = path.dropLast()
      guard let place = before.lastIndex(where: { $0.role == .user }) else {
        throw PluginError("the message that \(job.reply) answers is gone")
      }
      history = before[..<place].map(\.asChatMessage)
      subject = .turn(
        Exchange(
          turn: Turn(
            chat: chat.id, persona: persona.info, message: before[place].asChatMessage,
            history: history),
          reply: ReplyRecord(reply, duration: payload.duration), injected: payload.injected,
          searches: payload.searches))
      return
    }
    let payload = try SessionJobPayload(json: job.payload)
    history = try await engine.store.history(
      of: job.chat, upTo: job.reply, bytes: .max, owner: job.owner
    ).messages.map(\.asChatMessage)
    guard !history.isEmpty else { throw PluginError("message \(job.reply) is gone") }
    subject = .session(
      EndedSession(
        chat: chat.id, persona: persona.info, messages: history, startedAt: payload.startedAt,
        endedAt: payload.endedAt))
  }

  /// The hook to be run. Throws ``PluginError`` when the plugin has none of this kind.
  func hook(
    of plugin: any Plugin
  ) throws -> @Sendable (any TurnHost) async throws -> [Effect] {
    switch subject {
    case .turn(let exchange):
      guard let plugin = plugin as? any PostResponseHook else {
        throw PluginError("\(type(of: plugin)) has no job hook")
      }
      return { host in try await plugin.postResponse(exchange, host) }
    case .session(let session):
      guard let plugin = plugin as? any SessionEndedHook else {
        throw PluginError("\(type(of: plugin)) has no sessionEnded hook")
      }
      return { host in try await plugin.sessionEnded(session, host) }
    }
  }
}

/// What a job for an ended session carries beyond the stored messages.
struct SessionJobPayload: Sendable, Hashable {
  var startedAt: Timestamp
  var endedAt: Timestamp

  init(_ session: Session) {
    startedAt = session.createdAt
    endedAt = session.expiresAt
  }

  var json: JSONValue {
    [
      "started_at": .integer(Int(clamping: startedAt.milliseconds)),
      "ended_at": .integer(Int(clamping: endedAt.milliseconds)),
    ]
  }

  /// Reads what ``json`` wrote. Throws ``PluginError`` when something is missing.
  init(json: JSONValue) throws {
    guard let started = json["started_at"]?.integer, let ended = json["ended_at"]?.integer else {
      throw PluginError("the job's payload is damaged")
    }
    startedAt = Timestamp(milliseconds: Int64(started))
    endedAt = Timestamp(milliseconds: Int64(ended))
  }
}
