import ParleyDomain
import ParleyEngine
import ParleyPlugin

/// When sessions begin and end.
struct SessionLife: Sendable {
  private let call: Call

  init(_ call: Call) {
    self.call = call
  }

  /// The name of the persona that is wanted, or of the first one. Throws ``Problem``.
  func persona(_ wanted: String?) throws -> String {
    let engine = call.services.generations.engine
    if let wanted { return try engine.persona(wanted).name }
    guard let first = engine.personas.first else {
      throw Problem(503, "no_persona", "The configuration names no persona.")
    }
    return first.name
  }

  /// A session that begins now, on a chat or on one that begins with its first message.
  func new(persona: String, chat: ChatID? = nil) -> Session {
    let identifiers = call.services.generations.engine.identifiers
    let now = call.now
    return Session(
      id: SessionID(identifiers.next()), owner: call.owner,
      chat: chat ?? ChatID(identifiers.next()), persona: persona, createdAt: now,
      lastActiveAt: now, expiresAt: end(createdAt: now, now: now))
  }

  /// The session that a chat goes on in, used now: the live one that was used last, or a new one.
  func session(on chat: Chat) async throws -> Session {
    let live = try await call.services.sessions.sessions(of: call.owner, at: call.now)
      .first { $0.session.chat == chat.id }?.session
    return live.map(used) ?? new(persona: chat.persona, chat: chat.id)
  }

  /// A session that is used now.
  func used(_ session: Session) -> Session {
    var session = session
    session.lastActiveAt = call.now
    session.expiresAt = end(createdAt: session.createdAt, now: call.now)
    return session
  }

  private func end(createdAt: Timestamp, now: Timestamp) -> Timestamp {
    let limits = call.services.configuration.sessions
    return min(now.advanced(by: limits.idle), createdAt.advanced(by: limits.absolute))
  }
}
