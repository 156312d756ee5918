import ParleyPlugin

/// What a chat has shown of a collection, for requests that point back at it.
struct ChatContext {
  /// The records that the last reply with any records cites, of all collections, in their order.
  private(set) var cited: [RecordReference] = []
  /// The records of this collection that any reply of the chat cites.
  private(set) var everShown: Set<RecordReference> = []
  /// The requests whose replies cite this collection, oldest first.
  private(set) var requests: [String] = []

  let collection: String
  /// Older messages do not matter any more.
  private static let mostMessages = 40

  /// - Parameter text: The request itself, which some callers have in the history already.
  init(_ history: [ChatMessage], without text: String, collection: String) {
    self.collection = collection
    var messages = history.suffix(Self.mostMessages)
    if let last = messages.last, last.role == .user, last.text == text { messages.removeLast() }
    var pending: [String] = []
    for message in messages {
      switch message.role {
      case .user: pending.append(message.text)
      case .assistant where !message.sources.isEmpty:
        cited = message.sources.map(\.reference)
        let own = cited.filter { $0.collection == collection }
        everShown.formUnion(own)
        if !own.isEmpty { requests += pending }
        pending = []
      default: break
      }
    }
  }

  /// Those of ``cited`` that are of this collection.
  var shown: [RecordReference] {
    cited.filter { $0.collection == collection }
  }
}
