import ParleyDomain
import ParleyEngine
import ParleyPlugin

/// Reading and stopping replies in the making.
struct GenerationRoute: Sendable {
  let call: Call

  /// `GET /api/generations/{id}/events`
  func events() async throws -> Response {
    let id = GenerationID(call.parameter("id"))
    let heard = try heard(of: id)
    let html = try call.wantsHTML()
    // One that the store did not take is read from there as soon as it does.
    _ = await call.services.generations.trySaving(id, owner: call.owner)
    if let generation = call.services.generations.live(id, owner: call.owner) {
      // An id beyond what there is cannot be right: everything once more.
      let told = await generation.events(after: 0).count
      return .events { write in
        try await GenerationStream(
          call: call, generation: generation, html: html, heard: heard > told ? 0 : heard
        ).send(write)
      }
    }
    guard let reply = try await call.services.chats.reply(of: id, owner: call.owner) else {
      throw Problem.notFound
    }
    let stored = try await StoredReply(call, reply: reply, generation: id)
    return .events { write in
      for event in stored.events(html: html) { try await write(event.bytes) }
    }
  }

  /// `POST /api/chat/stop`: answers when the reply is stored as stopped; asking again does nothing.
  func stop() async throws -> Response {
    let session = try await call.session(call.fields["session_id"]?.string ?? "")
    guard
      let running = call.services.generations.running(in: session.chat, owner: call.owner)
    else { return .json(["stopped": false]) }
    running.end(.stopped)
    await running.finished()
    return .json([
      "stopped": true, "generation_id": .string(running.turn.generation.rawValue),
      "message_id": .string(running.turn.reply.rawValue),
    ])
  }

  /// How many events the reader has heard, by its `Last-Event-ID`.
  private func heard(of generation: GenerationID) throws -> Int {
    guard let header = call.request.headers["Last-Event-ID"], !header.isEmpty else { return 0 }
    guard let id = EventID(header) else {
      throw Problem(
        400, "invalid_event_id",
        "Last-Event-ID is none that Parley has written; leave it away to read from the beginning.")
    }
    guard id.generation == generation else { throw Problem.notFound }
    return id.position
  }
}
