package import ParleyPlugin

/// A chat with what happened behind its replies: what replaying works from.
package struct RecordedChat: Sendable, Hashable {
  package var chat: Chat
  /// Oldest first.
  package var messages: [StoredMessage]
  /// The traces of those replies that have one, as they were stored.
  package var traces: [MessageID: JSONValue]

  package init(chat: Chat, messages: [StoredMessage], traces: [MessageID: JSONValue]) {
    self.chat = chat
    self.messages = messages
    self.traces = traces
  }
}
