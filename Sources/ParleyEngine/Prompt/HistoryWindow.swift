import ParleyDomain
import ParleyPlugin

/// The newest whole turns of a chat that fit into a share of the context. A turn is a user's message
/// with the replies to it; it stays or falls as one.
struct HistoryWindow {
  private(set) var kept: [ChatMessage] = []
  private(set) var dropped: [DroppedPart] = []
  private(set) var spent = 0

  init(history: [ChatMessage], limit: Int, tokens: any TokenCounter) {
    var turns: [[ChatMessage]] = []
    for var message in history where !message.text.isEmpty {
      if message.role == .assistant { message.text = CitationMarkers.removed(from: message.text) }
      if message.role == .user || turns.isEmpty {
        turns.append([message])
      } else {
        turns[turns.count - 1].append(message)
      }
    }
    var keptTurns: [[ChatMessage]] = []
    var isFull = false
    for turn in turns.reversed() {
      let cost = turn.reduce(0) { $0 + tokens.count($1.text) }
      isFull = isFull || spent + cost > limit
      if isFull {
        dropped.insert(
          DroppedPart(
            plugin: "parley", kind: .history, tokens: cost,
            reason: "older than the \(limit) tokens for history reach"),
          at: 0)
      } else {
        keptTurns.append(turn)
        spent += cost
      }
    }
    kept = keptTurns.reversed().flatMap(\.self)
  }
}
