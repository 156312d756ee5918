import ParleyPlugin

extension Verb {
  /// `parley ask`: one question, one reply.
  static let ask = Verb(
    ["ask"], summary: "Ask one question",
    discussion: """
      Without QUESTION the question is read from standard input. The reply is printed as it comes, then the \
      records that it cites. With --json one object is printed when the reply is whole.

        parley ask "Books by Ursula K. Le Guin under 15 dollars"
        echo "When do you open on Sunday?" | parley ask --persona helpdesk --json
      """,
    options: [
      OptionSpec("persona", short: "p", value: "P", doc: "Who answers (default: the first)"),
      OptionSpec("chat", value: "CHAT", doc: "Go on with this chat"),
      OptionSpec("no-stream", doc: "Print the reply when it is whole"),
    ],
    positionals: [PositionalSpec("QUESTION", .optionalMany, doc: "What to ask")],
    hasData: true
  ) { invocation in
    let question = try invocation.question()
    try await Conversation.run(invocation) { conversation in
      try await conversation.ask(
        question, in: invocation.value("chat").map(ChatID.init),
        stream: !invocation.flag("no-stream"))
    }
  }
}

extension Invocation {
  /// The question on the command line, or else on standard input.
  func question() throws -> String {
    let words = positionals("QUESTION")
    if !words.isEmpty { return words.joined(separator: " ") }
    guard !StandardInput.isTerminal else {
      throw UsageError("QUESTION is missing", helpOf: verb.fullName)
    }
    var lines: [String] = []
    var size = 0
    while size <= 1 << 20, let line = readLine(strippingNewline: false) {
      lines.append(line)
      size += line.utf8.count
    }
    return lines.joined().trimmed()
  }
}

extension String {
  /// Without white space at both ends.
  func trimmed() -> String {
    var text = self[...].drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
