/// What a ``FakeUpstream`` says: words of a sentence over and over, one for each token.
enum UpstreamWords {
  /// Each with a space before it, so that they join to a text.
  static let all = [
    " We", " have", " this", " book", " in", " the", " shop", " and", " it", " costs", " 12",
    " dollars", ".",
  ]

  /// The words as pieces of a body in chunks, made once for each protocol.
  static func chunks(_ dialect: UpstreamDialect) -> [[UInt8]] {
    switch dialect {
    case .chatCompletions: chatCompletions
    case .completions: completions
    case .messages: messages
    }
  }

  private static let chatCompletions = framed(.chatCompletions)
  private static let completions = framed(.completions)
  private static let messages = framed(.messages)

  private static func framed(_ dialect: UpstreamDialect) -> [[UInt8]] {
    all.map { word in
      let event = dialect.delta(word)
      return Array("\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n".utf8)
    }
  }
}
