import ParleyPlugin

/// The turns of a chat that no summary covers, and when it is time to sum some of them up.
struct UncoveredTurns {
  private struct Turn {
    var messages: [ChatMessage]
    var tokens: Int
    var isCovered: Bool
  }

  /// All turns of the chat, oldest first.
  private let turns: [Turn]
  private let historyTokens: Int

  /// - Parameter historyTokens: What a prompt has room for.
  init(
    of messages: [ChatMessage], covered: Set<MessageID>, historyTokens: Int,
    tokens: any TokenCounter
  ) {
    var turns: [Turn] = []
    for message in messages where !message.text.isEmpty {
      let cost = tokens.count(message.text)
      let isCovered = covered.contains(message.id)
      if message.role == .user || turns.isEmpty {
        turns.append(Turn(messages: [message], tokens: cost, isCovered: isCovered))
      } else {
        turns[turns.count - 1].messages.append(message)
        turns[turns.count - 1].tokens += cost
        turns[turns.count - 1].isCovered = turns[turns.count - 1].isCovered && isCovered
      }
    }
    self.turns = turns
    self.historyTokens = historyTokens
  }

  /// The turns to be summed up now, oldest first; `nil` while there is nothing to do.
  ///
  /// Due when as many turns as `count` wait behind the newest `kept`, or when one is about to fall out
  /// of the prompt uncovered: when it lies beyond four fifths of what there is room for. Then all that
  /// lies beyond half of it is summed up, so that this is not done again after every turn.
  func due(after count: Int, keeping kept: Int) -> [[ChatMessage]]? {
    let behind = turns.dropLast(kept).filter { !$0.isCovered }
    if behind.count >= count { return behind.map(\.messages) }
    guard uncovered(beyond: historyTokens / 5 * 4) > 0 else { return nil }
    let half = uncovered(beyond: historyTokens / 2)
    return turns.dropLast().filter { !$0.isCovered }.prefix(half).map(\.messages)
  }

  /// How many uncovered turns lie beyond the newest ones that fit into so many tokens. The last turn
  /// never does.
  private func uncovered(beyond limit: Int) -> Int {
    var left = limit
    var first = max(0, turns.count - 1)
    if let last = turns.last { left -= last.tokens }
    while first > 0, turns[first - 1].tokens <= left {
      first -= 1
      left -= turns[first].tokens
    }
    return turns[..<first].count { !$0.isCovered }
  }
}
