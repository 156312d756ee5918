package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: TraceStore {
  /// What happened in the turn that made a reply, as JSON, with the notices that jobs have added since;
  /// `nil` when this owner has no such reply or it is not finished.
  package func trace(of message: MessageID, owner: OwnerID) async throws -> JSONValue? {
    try await read { connection in
      try connection.first(
        """
        SELECT traces.value, messages.notices FROM messages
          JOIN chats ON chats.id = messages.chat
          JOIN generations
            ON generations.chat = messages.chat AND generations.reply = messages.id
          JOIN traces ON traces.generation = generations.id
        WHERE messages.id = ? AND chats.owner = ?
        """,
        [.text(message.rawValue), .text(owner.rawValue)]
      ) { row in
        try TraceRow.trace(row.text(0), notices: row.text(1), of: message)
      }
    }
  }

  package func recording(of chat: ChatID) async throws -> RecordedChat? {
    let owner = try await read { connection in
      try connection.first("SELECT owner FROM chats WHERE id = ?", [.text(chat.rawValue)]) { row in
        OwnerID(row.text(0))
      }
    }
    guard let owner, let found = try await self.chat(chat, owner: owner) else { return nil }
    let traces = try await read { connection in
      try connection.rows(
        """
        SELECT generations.reply, traces.value, messages.notices FROM generations
          JOIN traces ON traces.generation = generations.id
          JOIN messages
            ON messages.chat = generations.chat AND messages.id = generations.reply
        WHERE generations.chat = ?
        """,
        [.text(chat.rawValue)]
      ) { row in
        let reply = MessageID(row.text(0))
        return (reply, try TraceRow.trace(row.text(1), notices: row.text(2), of: reply))
      }
    }
    return RecordedChat(
      chat: found, messages: try await messages(of: chat, owner: owner),
      traces: Dictionary(traces, uniquingKeysWith: { _, last in last }))
  }

  /// The hashes of the prompt that made a reply, taken out of its trace by SQLite: the texts in there
  /// are much longer.
  package func promptDigests(
    of message: MessageID, owner: OwnerID
  ) async throws -> PromptDigests? {
    try await read { connection in
      try connection.first(
        """
        SELECT json_extract(traces.value, '$.prompt_digests') FROM messages
          JOIN chats ON chats.id = messages.chat
          JOIN generations
            ON generations.chat = messages.chat AND generations.reply = messages.id
          JOIN traces ON traces.generation = generations.id
        WHERE messages.id = ? AND chats.owner = ?
        """,
        [.text(message.rawValue), .text(owner.rawValue)]
      ) { row in
        guard !row.isNull(0) else { return nil }
        return PromptDigests(
          try JSONColumn.value(row.text(0), in: "prompt digests of message \(message)"))
      } ?? nil
    }
  }

  /// What the jobs of a reply wanted done, in the order in which it was stored: objects with `kind`
  /// and `value`. What has tables of its own is not among them: log lines, deliveries, findings, and
  /// what is remembered.
  package func effects(of message: MessageID, owner: OwnerID) async throws -> [JSONValue] {
    try await read { connection in
      try connection.rows(
        """
        SELECT effects.kind, effects.value FROM messages
          JOIN chats ON chats.id = messages.chat
          JOIN jobs ON jobs.chat = messages.chat AND jobs.reply = messages.id
          JOIN effects ON effects.job = jobs.id
        WHERE messages.id = ? AND chats.owner = ? ORDER BY jobs.number, effects.seq
        """,
        [.text(message.rawValue), .text(owner.rawValue)]
      ) { row in
        let value = try JSONColumn.value(row.text(1), in: "effect on message \(message)")
        return ["kind": .string(row.text(0)), "value": value]
      }
    }
  }
}

/// A trace as a row of `traces`.
enum TraceRow {
  /// A stored trace with the notices as they stand at the reply now: jobs add some after the turn.
  static func trace(
    _ text: String, notices: String, of message: MessageID
  ) throws -> JSONValue {
    let trace = TraceTexts.whole(try JSONColumn.value(text, in: "trace of message \(message)"))
    guard var members = trace.object else { return trace }
    let stored = try JSONColumn.value(notices, in: "notices of message \(message)").array ?? []
    members["notices"] = .array(stored.compactMap { MessageJSON.notice($0)?.json })
    return .object(members)
  }

  static func insert(of turn: FinishedTurn, _ connection: SQLiteConnection) throws {
    try connection.run(
      """
      INSERT INTO traces (generation, value)
      SELECT id, ? FROM generations WHERE id = ? AND chat = ? AND reply = ?
      """,
      [
        .text(JSONColumn.text(TraceTexts.stored(turn.trace))), .text(turn.generation.rawValue),
        .text(turn.reply.chat.rawValue), .text(turn.reply.id.rawValue),
      ])
    guard connection.changes == 1 else {
      throw StoreError.missing("generation \(turn.generation) of reply \(turn.reply.id)")
    }
  }
}
