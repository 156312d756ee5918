import ParleyDomain
import ParleyEngine
import ParleyPlugin

/// A reply that is no longer being made, told from the store as its generation told it.
struct StoredReply: Sendable {
  let call: Call
  let reply: StoredMessage
  let generation: GenerationID
  let persona: String
  let session: SessionID?

  init(_ call: Call, reply: StoredMessage, generation: GenerationID) async throws {
    self.call = call
    self.reply = reply
    self.generation = generation
    guard let chat = try await call.services.chats.chat(reply.chat, owner: call.owner) else {
      throw Problem.notFound
    }
    persona = chat.persona
    session = try await call.services.sessions.sessions(of: call.owner, at: call.now)
      .first { $0.session.chat == chat.id }?.session.id
  }

  /// The reply, whole. Throws ``Problem`` when the turn failed.
  func value(html: Bool) throws -> JSONValue {
    if let problem { throw problem }
    return json(html: html).value(turnReply)
  }

  /// The whole stream once more: what is told after `accepted` replaces what a reader has.
  func events(html: Bool) -> [ServerSentEvent] {
    func id(_ position: Int) -> String { EventID(generation, position).description }
    var events = [
      ServerSentEvent(
        id: id(1), "accepted",
        AcceptedJSON.value(
          session: session, chat: reply.chat, userMessage: reply.parent, reply: reply.id,
          generation: generation))
    ]
    if !reply.content.isEmpty {
      events.append(ServerSentEvent(id: id(2), "delta", ["text": .string(reply.content)]))
    }
    if let problem {
      let json = problem.json(requestID: call.request.id)
      return events + [ServerSentEvent(id: id(3), "error", json)]
    }
    return events
      + ReplyEnding(json: json(html: html), generation: generation).events(turnReply, at: 3)
  }

  private var turnReply: TurnReply {
    TurnReply(message: reply, persona: persona, generation: generation, trace: Trace())
  }

  private func json(html: Bool) -> ReplyJSON {
    ReplyJSON(services: call.services, visitor: call.visitor, session: session, html: html)
  }

  private var problem: Problem? {
    switch reply.status {
    case .failed:
      Problem(502, "turn_failed", "No reply could be made; send the message again.")
    case .pending, .streaming:
      Problem(
        409, "generation_elsewhere", "The reply is still being made; ask again in a moment.",
        headers: [.retry])
    default: nil
    }
  }
}
