package import ParleyPlugin

/// The end of a conversation, as much of it as was asked for.
package struct ChatHistory: Sendable, Hashable {
  /// Oldest first. Only the last one is sure to have its notices, usage and knowledge: what went before
  /// is read for what was said and cited.
  package var messages: [StoredMessage]
  /// Instructions of the client that stand before ``messages``: they hold for the whole chat.
  package var earlierInstructions: [StoredMessage]
  /// Whether other messages stand before these.
  package var isCut: Bool

  package init(
    messages: [StoredMessage] = [], earlierInstructions: [StoredMessage] = [], isCut: Bool = false
  ) {
    self.messages = messages
    self.earlierInstructions = earlierInstructions
    self.isCut = isCut
  }

  /// The newest of these messages whose texts have up to `bytes` bytes together, and at least one.
  package init(_ path: [StoredMessage], bytes: Int) {
    var first = path.endIndex
    var room = bytes
    while first > 0, first == path.endIndex || room >= path[first - 1].content.utf8.count {
      first -= 1
      room -= path[first].content.utf8.count
    }
    self.init(
      messages: Array(path[first...]),
      earlierInstructions: path[..<first].filter { $0.role == .system }, isCut: first > 0)
  }
}

// For stores that hold few messages: everything is read, and what is wanted taken out.
extension ChatStore {
  package func history(
    of chat: ChatID, upTo leaf: MessageID?, bytes: Int, owner: OwnerID
  ) async throws -> ChatHistory {
    let messages = try await messages(of: chat, owner: owner)
    let own = try await self.chat(chat, owner: owner)?.leaf ?? messages.last?.id
    return ChatHistory(MessageTree(messages).path(to: leaf ?? own), bytes: bytes)
  }

  package func messages(
    of chat: ChatID, before: MessageID?, limit: Int, owner: OwnerID
  ) async throws -> MessagePage? {
    guard try await self.chat(chat, owner: owner) != nil else { return nil }
    var messages = try await messages(of: chat, owner: owner)[...]
    if let before {
      guard let place = messages.firstIndex(where: { $0.id == before }) else { return nil }
      messages = messages[..<place]
    }
    let page = messages.suffix(max(0, limit))
    return MessagePage(messages: Array(page), hasMore: page.count < messages.count)
  }

  package func messageCount(of chat: ChatID, owner: OwnerID) async throws -> Int {
    try await messages(of: chat, owner: owner).count
  }

  package func roles(
    of messages: Set<MessageID>, in chat: ChatID, owner: OwnerID
  ) async throws -> [MessageID: Role] {
    let found = try await self.messages(of: chat, owner: owner).filter { messages.contains($0.id) }
    return Dictionary(found.map { ($0.id, $0.role) }, uniquingKeysWith: { first, _ in first })
  }

  package func message(_ id: MessageID, owner: OwnerID) async throws -> StoredMessage? { nil }

  package func choose(
    _ message: MessageID, in chat: ChatID, owner: OwnerID
  ) async throws -> Bool { false }
}
