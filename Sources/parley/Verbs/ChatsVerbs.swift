import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyServer

extension Verb {
  /// `parley chats list`: the chats of this shop, of all owners.
  static let chatsList = Verb(
    ["chats", "list"], summary: "List the chats, the one used last first",
    options: [OptionSpec("limit", value: "N", doc: "How many at most (default: 100)")],
    hasData: true
  ) { invocation in
    let limit = try invocation.integer("limit", in: 1...ChatsAccess.mostListed) ?? 100
    try await CommandFailure.translating {
      let chats = try await ChatsAccess(invocation).list(limit: limit)
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(.array(chats)))
        return
      }
      if chats.isEmpty { terminal.talk("there are no chats") }
      for chat in chats {
        func text(_ key: String) -> String { chat[key]?.string ?? "" }
        try terminal.data(
          "\(terminal.strong(text("id")))  \(text("updated_at"))  \(text("persona"))  \(text("title"))"
        )
      }
    }
  }

  /// `parley chats show CHAT`: a conversation to read.
  static let chatsShow = Verb(
    ["chats", "show"], summary: "Show a conversation",
    positionals: [PositionalSpec("CHAT", doc: "Which, from `parley chats list`")], hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let access = try ChatsAccess(invocation)
      let json = try await access.archive(invocation.positional("CHAT") ?? "")
      try invocation.terminal.data(
        invocation.globals.json
          ? JSONWriter.string(json, pretty: invocation.terminal.outputIsTerminal)
          : try access.markdown(of: json))
    }
  }

  /// `parley chats export CHAT`: a chat as a file.
  static let chatsExport = Verb(
    ["chats", "export"], summary: "Write a chat to a file",
    discussion: """
      JSON holds all versions of all messages with what was thought of them, and comes back the same through \
      `parley chats import`. Markdown is the conversation to read.

        parley chats export 0190a1b2-… --output chat.json
        parley chats export --all --output chats.json
      """,
    options: [
      OptionSpec("format", value: "F", doc: "json (default) or markdown"),
      OptionSpec("output", short: "o", value: .file(), doc: "Where to (default: standard output)"),
      OptionSpec("all", doc: "Every chat, as one JSON file"),
    ],
    positionals: [PositionalSpec("CHAT", .optional, doc: "Which, from `parley chats list`")]
  ) { invocation in
    let chat = invocation.positional("CHAT")
    let format = invocation.value("format") ?? "json"
    guard ["json", "markdown"].contains(format) else {
      throw UsageError(
        "option '--format' takes json or markdown, not '\(format)'",
        helpOf: invocation.verb.fullName)
    }
    guard (chat == nil) == invocation.flag("all"), chat != nil || format == "json" else {
      throw UsageError(
        "name one CHAT, or --all with --format json", helpOf: invocation.verb.fullName)
    }
    try await CommandFailure.translating {
      let access = try ChatsAccess(invocation)
      let text: String
      if let chat {
        let json = try await access.archive(chat)
        text =
          format == "json" ? JSONWriter.string(json, pretty: true) : try access.markdown(of: json)
      } else {
        let chats = try await access.archives()
        text = JSONWriter.string(["chats": .array(chats)], pretty: true)
      }
      if let path = invocation.value("output") {
        try OutputFile.write(text.hasSuffix("\n") ? text : text + "\n", to: path)
      } else {
        try invocation.terminal.data(text, terminator: text.hasSuffix("\n") ? "" : "\n")
      }
    }
  }

  /// `parley chats import FILE…`: chats from files.
  static let chatsImport = Verb(
    ["chats", "import"], summary: "Take in chats from files",
    discussion: """
      Reads what `parley chats export` and the page have written, a plain list of {"role", "content"} objects, and \
      the conversations.json of OpenAI's data export, with its edits and repeated answers. Nothing of a file is \
      taken in when something is wrong with it.

        parley chats import conversation_history.json --persona bookseller
      """,
    options: [
      OptionSpec("persona", short: "p", value: "P", doc: "Who answers in chats that do not say so")
    ],
    positionals: [PositionalSpec("FILE", .many, doc: "JSON files", kind: .file)], hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let access = try ChatsAccess(invocation)
      var taken: [JSONValue] = []
      for path in invocation.positionals("FILE") {
        taken += try await access.take(path, persona: invocation.value("persona"))
      }
      if invocation.globals.json {
        try invocation.terminal.data(JSONWriter.string(.array(taken)))
        return
      }
      for chat in taken {
        try invocation.terminal.data(
          "\(chat["id"]?.string ?? "")  \(chat["messages"]?.integer ?? 0) messages  "
            + (chat["title"]?.string ?? ""))
      }
    }
  }

  /// `parley chats delete CHAT…`: chats with all that was made from them.
  static let chatsDelete = Verb(
    ["chats", "delete"], summary: "Delete chats with all that was made from them",
    options: [OptionSpec("all", doc: "Everything that is kept of the local user")],
    positionals: [
      PositionalSpec("CHAT", .optionalMany, doc: "Which, from `parley chats list`")
    ]
  ) { invocation in
    let chats = invocation.positionals("CHAT")
    guard chats.isEmpty == invocation.flag("all") else {
      throw UsageError("name CHATs, or --all", helpOf: invocation.verb.fullName)
    }
    try await CommandFailure.translating {
      let access = try ChatsAccess(invocation)
      if chats.isEmpty {
        let count = try await access.eraseAll()
        invocation.terminal.talk(count == 1 ? "1 chat deleted" : "\(count) chats deleted")
      }
      for chat in chats { try await access.delete(chat) }
    }
  }
}
