import ParleyDomain
import ParleyPlugin

/// A plain list of `{role, content}`, as scripts and other chatbots keep a conversation.
struct PlainConversation {
  private let elements: [JSONValue]
  private let reading: ChatImport

  init(_ elements: [JSONValue], _ reading: ChatImport) {
    self.elements = elements
    self.reading = reading
  }

  /// Throws ``ChatImportError`` for anything that is no message.
  func chat() throws(ChatImportError) -> ArchivedChat {
    guard elements.count <= ChatImport.mostMessages else {
      throw ChatImportError(
        "", "\(elements.count) messages; the limit is \(ChatImport.mostMessages)")
    }
    var messages: [StoredMessage] = []
    for (position, element) in elements.enumerated() {
      let place = "/\(position)"
      guard let text = element["role"]?.string, let role = Role(rawValue: text) else {
        throw ChatImportError(
          place + "/role", "expected one of 'user', 'assistant', 'system'")
      }
      guard let content = element["content"]?.string else {
        throw ChatImportError(place + "/content", "expected a text")
      }
      messages.append(
        StoredMessage(
          id: MessageID(reading.names.next()), chat: ChatID(""), parent: messages.last?.id,
          role: role, content: content, status: .complete, createdAt: reading.now))
    }
    return reading.archive(
      id: nil, title: nil, persona: nil, from: reading.now, to: reading.now, leaf: nil,
      messages: messages)
  }
}
