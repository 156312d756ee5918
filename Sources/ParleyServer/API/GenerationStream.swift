import ParleyDomain
import ParleyEngine
import ParleyMarkdown
import ParleyPlugin

/// Sends a generation's events to one reader of the page's interface.
///
/// `html` and `citations` are made here, from the events of the generation; they carry the id of the
/// event before them, so a reader that comes back after one of them misses nothing.
struct GenerationStream: Sendable {
  let call: Call
  let generation: LiveGeneration
  let html: Bool
  /// How many events the reader has heard; 0 sends all from the beginning.
  let heard: Int

  private var json: ReplyJSON {
    ReplyJSON(
      services: call.services, visitor: call.visitor, session: generation.turn.session?.id,
      html: html)
  }

  /// What the reader holds of the growing text.
  private struct Rendering {
    var text = ""
    var isStale = false
    var last = ContinuousClock.now - .seconds(1)
  }

  /// Sends until the last event is out. Throws when the reader has left.
  func send(_ write: Response.Sink) async throws {
    generation.attach()
    defer { generation.detach(grace: call.services.settings.resumeGrace) }
    let settings = call.services.settings
    var reader = LiveReader(generation)
    var rendering = Rendering()
    var sent = ContinuousClock.now
    while true {
      let render = rendering.last + settings.renderPause
      let heartbeat = sent + settings.heartbeat
      let before = reader.position
      switch await reader.next(until: rendering.isStale ? min(render, heartbeat) : heartbeat) {
      case .over:
        try Task.checkCancellation()
        return
      case .late: break
      case .events(let events):
        for (offset, event) in events.enumerated() {
          try await send(event, at: before + offset + 1, &rendering, write)
        }
        sent = .now
        if events.last?.isLast == true { return }
      }
      if rendering.isStale, ContinuousClock.now >= render {
        try await sendHTML(&rendering, at: reader.position, write)
        sent = .now
      } else if ContinuousClock.now >= heartbeat {
        try await write(ServerSentEvent.heartbeat)
        sent = .now
      }
    }
  }

  private func send(
    _ event: LiveEvent, at position: Int, _ rendering: inout Rendering, _ write: Response.Sink
  ) async throws {
    if case .turn(.delta(let text)) = event {
      rendering.text += text
      rendering.isStale = html
    }
    guard position > heard else { return }
    let id = EventID(generation.turn.generation, position).description
    switch event {
    case .turn(.accepted):
      try await write(ServerSentEvent(id: id, "accepted", accepted).bytes)
    case .turn(.delta(let text)):
      try await write(ServerSentEvent(id: id, "delta", ["text": .string(text)]).bytes)
    case .turn(.notice(let notice)):
      guard notice.isForCustomers || call.visitor.isOperator else { return }
      try await write(ServerSentEvent(id: id, "notice", notice.json).bytes)
    case .done(let reply):
      let ending = ReplyEnding(json: json, generation: generation.turn.generation)
      for event in ending.events(reply, at: position) { try await write(event.bytes) }
    case .failed(let error):
      let problem = Problem(error, forOperator: call.visitor.isOperator)
      try await write(
        ServerSentEvent(id: id, "error", problem.json(requestID: call.request.id)).bytes)
    }
  }

  private func sendHTML(
    _ rendering: inout Rendering, at position: Int, _ write: Response.Sink
  ) async throws {
    rendering.isStale = false
    rendering.last = .now
    let id = EventID(generation.turn.generation, position).description
    let html = MarkdownRenderer.html(rendering.text, citations: [])
    try await write(ServerSentEvent(id: id, "html", ["html": .string(html)]).bytes)
  }

  private var accepted: JSONValue {
    AcceptedJSON.value(
      session: generation.turn.session?.id, chat: generation.turn.chat,
      userMessage: generation.turn.userMessage, reply: generation.turn.reply,
      generation: generation.turn.generation)
  }
}

/// What ends a stream well: the text as HTML once more, its citations, the reply.
struct ReplyEnding: Sendable {
  let json: ReplyJSON
  let generation: GenerationID

  /// - Parameter position: That of `done`.
  func events(_ reply: TurnReply, at position: Int) -> [ServerSentEvent] {
    let before = EventID(generation, max(0, position - 1)).description
    var events: [ServerSentEvent] = []
    if json.html {
      events.append(
        ServerSentEvent(id: before, "html", ["html": .string(json.rendered(reply.message))]))
    }
    if !reply.message.citations.isEmpty {
      let citations = JSONValue.array(reply.message.citations.map(\.json))
      events.append(ServerSentEvent(id: before, "citations", ["citations": citations]))
    }
    let done = EventID(generation, position).description
    return events + [ServerSentEvent(id: done, "done", json.value(reply))]
  }
}

/// The event `accepted`.
enum AcceptedJSON {
  static func value(
    session: SessionID?, chat: ChatID, userMessage: MessageID?, reply: MessageID,
    generation: GenerationID
  ) -> JSONValue {
    [
      "session_id": session.map { .string($0.rawValue) } ?? .null,
      "chat_id": .string(chat.rawValue),
      "user_message_id": userMessage.map { .string($0.rawValue) } ?? .null,
      "message_id": .string(reply.rawValue),
      "generation_id": .string(generation.rawValue),
    ]
  }
}
