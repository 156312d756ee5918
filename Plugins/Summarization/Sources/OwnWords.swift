import ParleyPlugin

/// A summary without a language model: the customer's own statements and the records that were cited,
/// and it says so.
struct OwnWords {
  /// How many characters of a statement are quoted, when there is room and when there is less.
  private static let lengths = [400, 200, 100]

  let text: String
  let covers: [MessageID]

  /// The oldest of these turns, as many as fit; `nil` when not even one does.
  init?(_ turns: [[ChatMessage]], most limit: Int, tokens: any TokenCounter) {
    var count = turns.count
    while count > 0 {
      let chosen = turns.prefix(count)
      for length in OwnWords.lengths {
        let text = OwnWords.text(of: chosen.joined(), quoting: length)
        if tokens.count(text) <= limit {
          self.text = text
          covers = chosen.flatMap { $0.map(\.id) }
          return
        }
      }
      count = count * 3 / 4
    }
    return nil
  }

  private static func text(of messages: some Sequence<ChatMessage>, quoting length: Int) -> String {
    var lines = ["No language model has summed this up; the customer's own words were:"]
    var sources: [Source] = []
    for message in messages {
      if message.role == .user {
        lines.append("- “\(quote(message.text, length))”")
      }
      for source in message.sources where !sources.contains(source) { sources.append(source) }
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
    guard line.count > length else { return line }
    let cut = line.prefix(length)
    let end = cut.lastIndex(where: \.isWhitespace) ?? cut.endIndex
    return "\(cut[..<end]) …"
  }
}
