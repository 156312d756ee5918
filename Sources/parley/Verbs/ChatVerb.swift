import ParleyDomain
import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley chat`: a conversation in the terminal.
  static let chat = Verb(
    ["chat"], summary: "Talk to a persona",
    discussion: """
      Each line is a message. `/new` begins a new chat, `/quit` or Ctrl-D ends. With --json each reply is one \
      object on one line.

        parley chat --persona bookseller
      """,
    options: [
      OptionSpec("persona", short: "p", value: "P", doc: "Who answers (default: the first)"),
      OptionSpec("resume", value: "CHAT", doc: "Go on with this chat"),
    ],
    hasData: true
  ) { invocation in
    try await Conversation.run(invocation) { conversation in
      let terminal = conversation.terminal
      let talks = StandardInput.isTerminal && !conversation.json
      var chat = invocation.value("resume").map(ChatID.init)
      if talks { try conversation.greet() }
      while !Task.isCancelled {
        if talks { try terminal.data(terminal.strong("you> "), terminator: "") }
        guard let line = readLine(), line.trimmed() != "/quit" else { break }
        let text = line.trimmed()
        if text.isEmpty { continue }
        if text == "/new" {
          chat = nil
          if talks { terminal.talk("A new chat begins.") }
          continue
        }
        if talks { try terminal.data("") }
        chat = try await conversation.ask(text, in: chat, stream: !conversation.json)
        if talks { try terminal.data("") }
      }
      if talks, let chat {
        terminal.talk("\nGo on later with: parley chat --resume \(chat)")
      }
    }
  }
}

extension Conversation {
  /// Says who is there and what may be asked.
  fileprivate func greet() throws {
    try terminal.data(terminal.strong("\(persona.label)> ") + (persona.greeting ?? ""))
    for sample in persona.samples { try terminal.data(terminal.faint("     \(sample)")) }
    try terminal.data("")
  }
}
