import ParleyDomain
import ParleyPlugin

/// One turn of a recorded chat: what was asked, what was answered, and what went before.
struct RecordedTurn: Sendable {
  let question: StoredMessage
  let reply: StoredMessage
  /// The messages before the question, oldest first: those that it followed, where a chat has branches.
  let history: [StoredMessage]
  /// What happened then; `nil` when it was not recorded.
  let trace: JSONValue?
}

extension RecordedChat {
  /// The turns in the order of their replies.
  var turns: [RecordedTurn] {
    let byID = Dictionary(
      messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return messages.compactMap { reply in
      guard reply.role == .assistant, let question = reply.parent.flatMap({ byID[$0] }),
        question.role == .user
      else { return nil }
      var history: [StoredMessage] = []
      var seen: Set<MessageID> = [question.id]
      var next = question.parent
      // A file may name a message as its own ancestor.
      while let id = next, let message = byID[id], seen.insert(id).inserted {
        history.append(message)
        next = message.parent
      }
      return RecordedTurn(
        question: question, reply: reply, history: history.reversed(), trace: traces[reply.id])
    }
  }
}
