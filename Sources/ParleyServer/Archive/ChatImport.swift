package import ParleyDomain
package import ParleyPlugin

/// Reads chats out of a JSON file, whoever wrote it: Parley's own export, one or several; a plain list
/// of `{role, content}`; or the `conversations.json` of OpenAI's data export.
package struct ChatImport: Sendable {
  /// The most chats of one file, and messages of one chat.
  package static let mostChats = 10_000
  package static let mostMessages = 100_000

  /// Who the chats will belong to.
  package let owner: OwnerID
  /// Who answers in chats that do not say so.
  package let persona: String
  /// The time for what has none.
  package let now: Timestamp
  package let names: any IdentifierSource
  package let fences: any FenceSource

  package init(
    owner: OwnerID, persona: String, now: Timestamp, names: any IdentifierSource,
    fences: any FenceSource
  ) {
    self.owner = owner
    self.persona = persona
    self.now = now
    self.names = names
    self.fences = fences
  }

  /// The chats of a file, in its order. Throws ``ChatImportError`` naming the place of the first
  /// mistake.
  package func chats(in json: JSONValue) throws(ChatImportError) -> [ArchivedChat] {
    switch json {
    case .object(let members) where members["chats"] != nil:
      return try list(json["chats"]?.array, at: "/chats")
    case .object(let members) where members["mapping"] != nil:
      return [try OpenAIConversation(json, at: "", self).chat()]
    case .object: return [try ParleyChat(json, at: "", self).chat()]
    case .array(let elements) where elements.first?["role"] != nil:
      return [try PlainConversation(elements, self).chat()]
    case .array: return try list(json.array, at: "")
    default:
      throw ChatImportError(
        "",
        "expected a chat that Parley exported, a list of {role, content}, or OpenAI's "
          + "conversations.json")
    }
  }

  private func list(
    _ elements: [JSONValue]?, at place: String
  ) throws(ChatImportError) -> [ArchivedChat] {
    guard let elements else { throw ChatImportError(place, "expected a list of chats") }
    try ChatImport.check(count: elements.count, at: place)
    var chats: [ArchivedChat] = []
    for (position, element) in elements.enumerated() {
      if let chat = try chat(element, at: "\(place)/\(position)") { chats.append(chat) }
    }
    return chats
  }

  /// Throws when a list of chats is empty or too long.
  static func check(count: Int, at place: String = "") throws(ChatImportError) {
    guard count > 0 else { throw ChatImportError(place, "there is no chat in it") }
    guard count <= mostChats else {
      throw ChatImportError(place, "\(count) chats at once; the limit is \(mostChats)")
    }
  }

  /// One chat of a list. `nil` for a conversation in which nothing was said: OpenAI's export has such.
  func chat(_ element: JSONValue, at place: String) throws(ChatImportError) -> ArchivedChat? {
    guard element["mapping"] != nil else {
      return try ParleyChat(element, at: place, self).chat()
    }
    let conversation = try OpenAIConversation(element, at: place, self)
    return conversation.hasMessages ? try conversation.chat() : nil
  }

  /// A chat with fresh or given names; the fence is always ours.
  func archive(
    id: String?, title: String?, persona: String?, from created: Timestamp, to updated: Timestamp,
    leaf: MessageID?, carried: String? = nil, messages: [StoredMessage],
    feedback: [Feedback] = []
  ) -> ArchivedChat {
    let first = messages.first { $0.role == .user }?.content ?? messages.first?.content ?? ""
    let persona = persona ?? self.persona
    let chat = Chat(
      id: ChatID(id ?? names.next()), owner: owner, persona: persona,
      title: title ?? ChatImport.title(first),
      fence: fences.fence(owner: owner, persona: persona, firstMessage: carried ?? first),
      createdAt: created, updatedAt: updated, leaf: leaf ?? messages.last?.id, carried: carried)
    return ArchivedChat(
      chat: chat,
      messages: messages.map { message in
        var message = message
        message.chat = chat.id
        return message
      }, feedback: feedback)
  }

  /// The beginning of the first message, on one line.
  private static func title(_ text: String) -> String {
    let words = text.prefix(400).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : words.prefix(59) + "…"
  }
}

/// What is wrong with a file of chats, and where.
package struct ChatImportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A JSON pointer (RFC 6901) into the file.
  package var pointer: String
  package var message: String

  init(_ pointer: String, _ message: String) {
    self.pointer = pointer
    self.message = message
  }

  package var description: String {
    pointer.isEmpty ? message : "\(pointer): \(message)"
  }
}
