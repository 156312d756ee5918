package import ParleyPlugin

/// A whole chat as it is exported and comes back: all versions of its messages, and what its owner
/// thinks of them.
package struct ArchivedChat: Sendable, Hashable {
  package var chat: Chat
  /// In the order in which they were stored: parents before those that go on from them.
  package var messages: [StoredMessage]
  package var feedback: [Feedback]

  package init(chat: Chat, messages: [StoredMessage], feedback: [Feedback] = []) {
    self.chat = chat
    self.messages = messages
    self.feedback = feedback
  }
}

/// Takes whole chats in, and lists those of all owners.
package protocol ChatArchive: Sendable {
  /// Stores a chat with its messages in one transaction. A name that is taken already, by whomever,
  /// is replaced by a fresh one from `names`; returns the chat's name.
  func insert(_ archived: ArchivedChat, names: any IdentifierSource) async throws -> ChatID

  /// A whole chat, whoever it belongs to; `nil` when there is none. For operators of this machine.
  func archived(_ chat: ChatID) async throws -> ArchivedChat?

  /// Chats of all owners, the one used last first. For operators of this machine.
  func allChats(limit: Int) async throws -> [Chat]
}
