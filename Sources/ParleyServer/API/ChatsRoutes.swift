package import ParleyDomain
import ParleyEngine
import ParleyMarkdown
package import ParleyPlugin

extension Application {
  /// Chats: the durable conversations.
  static let historyRoutes: [Route] = [
    Route(
      .get, "/api/chats", "The caller's chats, the one used last first.",
      query: [
        FieldSpec("q", .text(atMost: ChatsRoutes.longestSearch), "words to look for"),
        FieldSpec("cursor", .text(atMost: 256), "next of the page before"),
        FieldSpec("limit", .integer(1...100), "how many"),
      ]
    ) { call in try await ChatsRoutes(call: call).list() },
    Route(
      .get, "/api/chats/{id}", "A chat with its newest messages, or with those before one of them.",
      query: [
        FieldSpec("render", .oneOf(["html"]), "the replies as HTML besides"),
        FieldSpec("before", .text(atMost: 128), "the first message of the page that was read last"),
        FieldSpec("limit", .integer(1...ChatsRoutes.longestPage), "how many messages"),
      ]
    ) { call in try await ChatsRoutes(call: call).show() },
    Route(
      .patch, "/api/chats/{id}", "Gives a chat another title, or turns to another version of it.",
      body: [
        FieldSpec("title", .text(atMost: 200), "the title"),
        FieldSpec(
          "active_leaf", .text(atMost: 128),
          "a message; the newest that goes on from it ends the conversation from now on"),
      ]
    ) { call in try await ChatsRoutes(call: call).change() },
    Route(.delete, "/api/chats/{id}", "Deletes a chat and all that was made from it.") { call in
      try await ChatsRoutes(call: call).delete()
    },
  ]
}

struct ChatsRoutes: Sendable {
  static let longestSearch = 1000
  /// The most messages of a page, and how many it has when nobody says.
  static let longestPage = 500
  static let usualPage = 100
  let call: Call

  /// `GET /api/chats`
  func list() async throws -> Response {
    let limit = try RequestReading.integer("limit", in: call.request, 1...100, default: 50)
    let search = call.request.queryValue("q")
    if let search {
      guard search.contains(where: { !$0.isWhitespace }) else {
        throw Problem.query("q", "is empty; leave it away to list all chats")
      }
      guard search.count <= ChatsRoutes.longestSearch else {
        throw Problem.query("q", "has more than \(ChatsRoutes.longestSearch) characters")
      }
    }
    let page = try await call.services.chats.chats(
      of: call.owner, search: search, after: try cursor(), limit: limit)
    return .json([
      "chats": .array(page.chats.map { .object($0.json) }),
      "next": page.next.map { .string($0.text) } ?? .null,
    ])
  }

  private func cursor() throws -> ChatCursor? {
    guard let text = call.request.queryValue("cursor") else { return nil }
    guard let cursor = ChatCursor(text: text) else {
      throw Problem.query("cursor", "the cursor is none that a page before gave")
    }
    return cursor
  }

  /// `GET /api/chats/{id}`: messages in the order in which they were stored, with their other versions.
  /// While `has_more` is true there are others before the first one.
  func show() async throws -> Response {
    let chat = try await chat()
    let html = try call.wantsHTML()
    let page = try await messages(of: chat)
    let running =
      call.services.generations.running(in: chat.id, owner: call.owner)
      ?? call.services.generations.unsaved(in: chat.id, owner: call.owner)
    let opinions =
      try await call.services.feedback?.feedback(
        on: Set(page.messages.map(\.id)), in: chat.id, owner: call.owner) ?? []
    let ratings = Dictionary(opinions.map { ($0.message, $0) }, uniquingKeysWith: { $1 })
    var json = chat.json
    json["has_more"] = .boolean(page.hasMore)
    json["messages"] = .array(
      page.messages.map { message in
        var json = message.json(forOperator: call.visitor.isOperator)
        json["feedback"] = ratings[message.id].map(\.json)
        if html, message.role == .assistant {
          json["html"] = .string(
            MarkdownRenderer.html(
              message.content, citations: Set(message.citations.map(\.index))))
        }
        // Where the rest of a reply in the making can be read.
        if let turn = running?.turn, turn.reply == message.id {
          json["generation_id"] = .string(turn.generation.rawValue)
        }
        return .object(json)
      })
    return .json(.object(json))
  }

  private func messages(of chat: Chat) async throws -> MessagePage {
    let limit = try RequestReading.integer(
      "limit", in: call.request, 1...ChatsRoutes.longestPage, default: ChatsRoutes.usualPage)
    let before = call.request.queryValue("before")
    let page = try await call.services.chats.messages(
      of: chat.id, before: before.map { MessageID($0) }, limit: limit, owner: call.owner)
    guard let page else { throw Problem.query("before", "names no message of this chat") }
    return page
  }

  /// `PATCH /api/chats/{id}`
  func change() async throws -> Response {
    let id = try await chat().id
    let title = call.fields["title"]?.string
    let leaf = call.fields["active_leaf"]?.string
    guard title != nil || leaf != nil else {
      throw Problem.field("", "nothing is to change; give a title or an active_leaf")
    }
    if let title, !title.contains(where: { !$0.isWhitespace }) {
      throw Problem.field("/title", "is empty")
    }
    if let leaf {
      guard try await call.services.chats.choose(MessageID(leaf), in: id, owner: call.owner)
      else { throw Problem.notFound }
    }
    if let title {
      guard try await call.services.chats.rename(id, to: title, owner: call.owner) else {
        throw Problem.notFound
      }
    }
    return .json(.object(try await chat().json))
  }

  /// `DELETE /api/chats/{id}`
  func delete() async throws -> Response { try await delete(try await chat()) }

  /// Stops the reply of a chat, ends its sessions, and deletes it.
  func delete(_ chat: Chat) async throws -> Response {
    if let running = call.services.generations.running(in: chat.id, owner: chat.owner) {
      running.end(.stopped)
      await running.finished()
    }
    for (session, _) in try await call.services.sessions.sessions(of: chat.owner, at: call.now)
    where session.chat == chat.id {
      _ = try await call.services.sessions.end(session.id, owner: chat.owner)
    }
    guard try await call.services.chats.delete(chat.id, owner: chat.owner) else {
      throw Problem.notFound
    }
    return .noContent
  }

  func chat() async throws -> Chat {
    let id = ChatID(call.parameter("id"))
    guard let chat = try await call.services.chats.chat(id, owner: call.owner) else {
      throw Problem.notFound
    }
    return chat
  }
}

extension Chat {
  /// `{id, title, persona, created_at, updated_at, active_leaf, carried?}`
  package var json: [String: JSONValue] {
    var json: [String: JSONValue] = [
      "id": .string(id.rawValue), "title": .string(title), "persona": .string(persona),
      "created_at": .string(createdAt.description), "updated_at": .string(updatedAt.description),
      "active_leaf": leaf.map { .string($0.rawValue) } ?? .null,
    ]
    json["carried"] = carried.map(JSONValue.string)
    return json
  }
}

extension StoredMessage {
  /// `{id, parent_id, role, content, status, created_at, model?, finish_reason?, citations[]?, …}`;
  /// operators see the notices that are for them, as when the reply was made.
  func json(forOperator: Bool = false) -> [String: JSONValue] {
    var json: [String: JSONValue] = [
      "id": .string(id.rawValue), "parent_id": parent.map { .string($0.rawValue) } ?? .null,
      "role": .string(role.rawValue), "content": .string(content),
      "status": .string(status.rawValue), "created_at": .string(createdAt.description),
    ]
    json["model"] = model.map(JSONValue.string)
    json["finish_reason"] = finishReason.map { .string($0.rawValue) }
    if role == .assistant {
      json["citations"] = .array(citations.map(\.json))
      json["notices"] = .array(
        notices.filter { forOperator || $0.isForCustomers }.map(\.json))
    }
    return json
  }
}

extension Feedback {
  /// `{rating, comment?, created_at}`
  var json: JSONValue {
    var json: [String: JSONValue] = [
      "rating": .string(rating.rawValue), "created_at": .string(createdAt.description),
    ]
    json["comment"] = comment.map(JSONValue.string)
    return .object(json)
  }
}

extension ChatCursor {
  /// Reads what ``text`` wrote.
  init?(text: String) {
    guard text.utf8.count <= 256, let bytes = Base64URL.bytes(text),
      let plain = String(validating: bytes, as: UTF8.self),
      let space = plain.firstIndex(of: " "), let milliseconds = Int64(plain[..<space])
    else { return nil }
    self.init(
      updatedAt: Timestamp(milliseconds: milliseconds),
      id: ChatID(String(plain[plain.index(after: space)...])))
  }

  /// For the next request; no promise what is in it.
  var text: String { Base64URL.text(Array("\(updatedAt.milliseconds) \(id)".utf8)) }
}
