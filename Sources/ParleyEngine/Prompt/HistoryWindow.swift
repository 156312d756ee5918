import ParleyDomain
import ParleyPlugin

/// The chat before a message by whole turns, counted. A turn is a user's message with the replies to
/// it; it stays or falls as one. What the chat format adds to each message is part of the cost.
struct CountedHistory {
  struct Message {
    var message: ChatMessage
    var cost: Int
  }

  struct Turn {
    var messages: [Message]
    var cost: Int
  }

  /// Oldest first; messages without text are in none.
  let turns: [Turn]
  let cost: Int

  init(_ history: [ChatMessage], tokens: any TokenCounter) {
    var turns: [Turn] = []
    for var message in history where !message.text.isEmpty {
      if message.role == .assistant { message.text = CitationMarkers.removed(from: message.text) }
      let cost = tokens.count(message.text) + ChatFormat.messageTokens
      let counted = Message(message: message, cost: cost)
      if message.role == .user || turns.isEmpty {
        turns.append(Turn(messages: [counted], cost: cost))
      } else {
        turns[turns.count - 1].messages.append(counted)
        turns[turns.count - 1].cost += cost
      }
    }
    self.turns = turns
    cost = turns.reduce(0) { $0 + $1.cost }
  }
}

/// The newest whole turns of a chat that fit into a number of tokens.
struct HistoryWindow {
  private(set) var kept: [CountedHistory.Message] = []
  private(set) var dropped: [DroppedPart] = []
  /// The messages that fell out, oldest first.
  private(set) var fallenOut: [MessageID] = []
  private(set) var spent = 0

  init(_ history: CountedHistory, limit: Int) {
    var first = history.turns.endIndex
    while first > 0, spent + history.turns[first - 1].cost <= limit {
      first -= 1
      spent += history.turns[first].cost
    }
    kept = history.turns[first...].flatMap(\.messages)
    for turn in history.turns[..<first] {
      fallenOut += turn.messages.map(\.message.id)
      dropped.append(
        DroppedPart(
          plugin: "parley", kind: .history, tokens: turn.cost,
          reason: "older than the \(limit) tokens for history reach"))
    }
  }
}
