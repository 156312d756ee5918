import ParleyDomain
import ParleyEngine
import ParleyPlugin

extension Application {
  /// Other versions of what was said: each is a sibling, nothing is overwritten.
  static let versionRoutes: [Route] = [
    Route(
      .post, "/api/chat/regenerate",
      "Answers a message again: another reply beside the one there is; as /api/chat.",
      body: [
        FieldSpec(
          "message_id", .text(atMost: 128), required: true,
          "the reply to have another one for, or the user's message"),
        FieldSpec("stream", .boolean, "whether the reply comes in pieces"),
        FieldSpec("render", .oneOf(["html"]), "the reply as HTML besides"),
      ], offers: ["application/json", "text/event-stream"]
    ) { call in try await VersionRoutes(call: call).regenerate() },
    Route(
      .put, "/api/messages/{id}",
      "Says something else in place of a message of the user and answers it; as /api/chat.",
      body: [
        FieldSpec(
          "message", .text(atMost: TurnRequest.longestMessage), required: true,
          "what the user says instead"),
        FieldSpec("stream", .boolean, "whether the reply comes in pieces"),
        FieldSpec("render", .oneOf(["html"]), "the reply as HTML besides"),
      ], offers: ["application/json", "text/event-stream"]
    ) { call in try await VersionRoutes(call: call).edit() },
    Route(
      .post, "/api/messages/{id}/feedback",
      "Keeps what the user thinks of a reply, in place of what they thought before.",
      body: [
        FieldSpec("rating", .oneOf(["up", "down", "none"]), required: true, "none takes it back"),
        FieldSpec("comment", .text(atMost: 2000), "why"),
      ]
    ) { call in try await VersionRoutes(call: call).rate() },
  ]
}

struct VersionRoutes: Sendable {
  let call: Call

  /// `POST /api/chat/regenerate`
  func regenerate() async throws -> Response {
    var message = try await message(call.fields["message_id"]?.string ?? "")
    if message.role == .assistant {
      guard let parent = message.parent,
        let question = try await call.services.chats.message(parent, owner: call.owner)
      else { throw VersionRoutes.noQuestion }
      message = question
    }
    guard message.role == .user else { throw VersionRoutes.noQuestion }
    return try await answer(message.content, .answerAgain(message))
  }

  /// `PUT /api/messages/{id}`
  func edit() async throws -> Response {
    let message = try await message(call.parameter("id"))
    guard message.role == .user else {
      throw Problem(
        409, "not_editable", "Only what the user said can be said differently; see regenerate.")
    }
    return try await answer(call.fields["message"]?.string ?? "", .edit(message))
  }

  /// `POST /api/messages/{id}/feedback`
  func rate() async throws -> Response {
    guard let store = call.services.feedback else { throw Problem.notFound }
    let message = MessageID(call.parameter("id"))
    let isThere: Bool
    if let rating = call.fields["rating"]?.string.flatMap(Feedback.Rating.init) {
      let feedback = Feedback(
        message: message, rating: rating, comment: call.fields["comment"]?.string,
        createdAt: call.now)
      isThere = try await store.rate(feedback, owner: call.owner)
    } else {
      isThere = try await store.unrate(message, owner: call.owner)
    }
    guard isThere else { throw Problem.notFound }
    return .noContent
  }

  private func answer(_ text: String, _ branch: TurnBranch) async throws -> Response {
    guard
      let chat = try await call.services.chats.chat(branch.message.chat, owner: call.owner)
    else { throw Problem.notFound }
    let request = TurnRequest(
      owner: call.owner, chat: chat.id, persona: chat.persona, text: text,
      stream: call.fields["stream"]?.boolean ?? false,
      session: try await SessionLife(call).session(on: chat),
      idempotency: try IdempotencyHeader.key(of: call), branch: branch)
    return try await ChatRoute(call: call).answer(request)
  }

  private func message(_ id: String) async throws -> StoredMessage {
    guard
      let message = try await call.services.chats.message(MessageID(id), owner: call.owner)
    else { throw Problem.notFound }
    return message
  }

  private static let noQuestion = Problem(
    409, "no_question", "There is no message of the user before this one that could be answered.")
}
