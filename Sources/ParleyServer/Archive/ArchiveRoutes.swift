package import ParleyDomain
import ParleyEngine
import ParleyJSON
package import ParleyPlugin

extension Application {
  /// Chats as files, and all that is kept of somebody.
  static let archiveRoutes: [Route] = [
    Route(
      .get, "/api/chats/{id}/export", "A chat as a file.",
      query: [
        FieldSpec("format", .oneOf(["json", "markdown"]), "of the file"),
        FieldSpec("traces", .boolean, "with what happened behind the replies; json, for operators"),
      ],
      offers: ["application/json", "text/markdown"]
    ) { call in try await ChatExport(call: call).file() },
    Route(
      .post, PathPattern(stringLiteral: ArchiveRoutes.importPath),
      "Takes in chats: Parley's export, a list of {role, content}, or OpenAI's data export.",
      body: ArchiveRoutes.importFields, readsBody: true
    ) { call in try await ArchiveRoutes(call: call).take() },
    Route(
      .delete, "/api/me", "Deletes everything that is kept of the caller.", query: [Call.endUser]
    ) { call in
      try await ArchiveRoutes(call: call).forget()
    },
    Route(
      .get, "/api/admin/chats", "The chats of all owners; through the socket only."
    ) { call in
      let chats = try await call.archiveForOperators().allChats(limit: ArchiveRoutes.mostListed)
      return .json([
        "chats": .array(
          chats.map { chat in
            var json = chat.json
            json["owner"] = .string(chat.owner.rawValue)
            return .object(json)
          })
      ])
    },
    Route(
      .get, "/api/admin/chats/{id}/archive", "A chat as a file; through the socket only."
    ) { call in
      let chat = ChatID(call.parameter("id"))
      guard let archived = try await call.archiveForOperators().archived(chat) else {
        throw Problem.notFound
      }
      return .json(archived.json(forOperator: true))
    },
    Route(
      .delete, "/api/admin/chats/{id}", "Deletes a chat of anybody; through the socket only."
    ) { call in
      let chat = ChatID(call.parameter("id"))
      guard let archived = try await call.archiveForOperators().archived(chat) else {
        throw Problem.notFound
      }
      return try await ChatsRoutes(call: call).delete(archived.chat)
    },
    Route(
      .get, "/api/admin/judgments", "What was thought of replies; through the socket only."
    ) { call in
      try call.requireSocket()
      guard let feedback = call.services.feedback else { throw Problem.notFound }
      return .json(["replies": .array(try await feedback.ratedReplies().map(\.json))])
    },
  ]
}

struct ArchiveRoutes: Sendable {
  /// The most chats that are listed at once.
  static let mostListed = 1000
  /// Where chats are taken in; its bodies may be larger than others.
  static let importPath = "/api/chats/import"
  static let importFields = [
    FieldSpec("data", .any, required: true, "the content of the file"),
    FieldSpec("persona", .text(atMost: 128), "who answers in chats that do not say so"),
  ]
  let call: Call

  /// `POST /api/chats/import`: looks at all chats before it stores the first.
  func take() async throws -> Response {
    guard let archive = call.services.archive else { throw Problem.notFound }
    try RequestReading.checkJSON(call.request)
    let engine = call.services.generations.engine
    let file = try ChatFile(
      call.request.body, limit: call.services.settings.importBytes,
      fields: ArchiveRoutes.importFields)
    let reading = ChatImport(
      owner: call.owner,
      persona: try SessionLife(call).persona(file.fields["persona"]?.string), now: call.now,
      names: engine.identifiers, fences: engine.fences)
    try await file.forEach(read: reading) { _ in }
    var taken: [JSONValue] = []
    try await file.forEach(read: reading) { chat in
      let id = try await archive.insert(chat, names: engine.identifiers)
      taken.append([
        "id": .string(id.rawValue), "title": .string(chat.chat.title),
        "messages": .integer(chat.messages.count),
      ])
    }
    return .json(["chats": .array(taken)], status: 201)
  }

  /// `DELETE /api/me`: stops the replies in the making first.
  func forget() async throws -> Response {
    guard let erasure = call.services.erasure else { throw Problem.notFound }
    let owner = try call.ownerOrEndUser()
    for generation in call.services.generations.unfinished(of: owner) {
      generation.end(.stopped)
      await generation.finished()
    }
    let counts = try await erasure.eraseEverything(of: owner, at: call.now)
    return .json([
      "chats": .integer(counts.chats), "messages": .integer(counts.messages),
      "sessions": .integer(counts.sessions),
    ])
  }
}

extension RatedReply {
  /// `{reply, question, rating, citations[]}`
  package var json: JSONValue {
    [
      "reply": .string(reply.rawValue), "question": .string(question),
      "rating": .string(rating.rawValue), "citations": .array(citations.map(\.json)),
    ]
  }
}

extension Call {
  fileprivate func archiveForOperators() throws -> any ChatArchive {
    try requireSocket()
    guard let archive = services.archive else { throw Problem.notFound }
    return archive
  }
}
