import ParleyPlugin

/// A summary without a language model: the customer's own statements and the records that were cited,
/// and it says so.
struct OwnWords {
  /// How many characters of a statement are quoted, when there is room and when there is less.
  private static let lengths = [400, 200, 100]

  /// What a line of a quoted statement costs at least, so that no more turns are looked at than may fit.
  private static let leastTokens = 3

  let text: String
  let covers: [MessageID]

  /// The oldest of these turns, as many as fit; `nil` when not even one does.
  init?(_ turns: [[ChatMessage]], most limit: Int, tokens: any TokenCounter) {
    let turns = turns.prefix(max(1, limit / OwnWords.leastTokens)).map(QuotedTurn.init)
    var count = turns.count
    while count > 0 {
      let chosen = turns.prefix(count)
      for length in OwnWords.lengths {
        let text = OwnWords.text(of: chosen, quoting: length)
        if tokens.count(text) <= limit {
          self.text = text
          covers = chosen.flatMap(\.messages)
          return
        }
      }
      count = count * 3 / 4
    }
    return nil
  }

  /// What a turn can say, made once however often its length is tried.
  private struct QuotedTurn {
    let messages: [MessageID]
    /// The customer's statements at their longest, each on one line.
    let statements: [String]
    let sources: [Source]

    init(_ turn: [ChatMessage]) {
      messages = turn.map(\.id)
      statements = turn.filter { $0.role == .user }.map { OwnWords.quote($0.text, lengths[0]) }
      sources = turn.flatMap(\.sources)
    }
  }

  private static func text(of turns: some Sequence<QuotedTurn>, quoting length: Int) -> String {
    var lines = ["No language model has summed this up; the customer's own words were:"]
    var sources: [Source] = []
    var known: Set<RecordReference> = []
    for turn in turns {
      for statement in turn.statements {
        lines.append("- “\(length == lengths[0] ? statement : quote(statement, length))”")
      }
      for source in turn.sources where known.insert(source.reference).inserted {
        sources.append(source)
      }
    }
    if !sources.isEmpty {
      let names = sources.map { "\($0.title) (\($0.reference))" }
      lines.append("Records cited in the replies: \(names.joined(separator: "; "))")
    }
    return lines.joined(separator: "\n")
  }

  /// The beginning of a statement on one line, cut between words.
  private static func quote(_ text: String, _ length: Int) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // Bytes are counted faster than characters, and are never fewer.
    guard line.utf8.count > length, line.count > length else { return line }
    let cut = line.prefix(length)
    let end = cut.lastIndex(where: \.isWhitespace) ?? cut.endIndex
    return "\(cut[..<end]) …"
  }
}
