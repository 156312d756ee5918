package import ParleyDomain
import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore {
  package func begin(_ turn: BegunTurn) async throws -> Beginning {
    try await write(.durable) { connection in
      if let known = try IdempotencyKeys.turn(of: turn, connection) { return known }
      try ChatRow.insertOrTouch(turn.chat, leaf: turn.reply.id, connection)
      try MessageRow.checkNothingIsMade(in: turn.chat.id, connection)
      let asked = turn.isAnsweredAgain ? [] : [turn.userMessage]
      for message in turn.earlier + asked + [turn.reply] {
        try MessageRow.insert(message, in: turn.chat, connection)
        try WordIndex.insert(message.id, connection)
      }
      try connection.run(
        "INSERT INTO generations (id, chat, reply, started_at) VALUES (?, ?, ?, ?)",
        [
          .text(turn.generation.rawValue), .text(turn.chat.id.rawValue),
          .text(turn.reply.id.rawValue), .integer(turn.reply.createdAt.milliseconds),
        ])
      if let session = turn.session { try SessionRow.save(session, connection) }
      try IdempotencyKeys.insert(of: turn, connection)
      return .begun
    }
  }

  package func checkpoint(_ texts: [PartialText]) async throws {
    guard !texts.isEmpty else { return }
    try await write(.eventual) { connection in
      for partial in texts {
        try connection.run(
          """
          UPDATE messages SET content = ?, status = 'streaming'
          WHERE id = ? AND chat IN (SELECT id FROM chats WHERE owner = ?)
            AND status IN ('pending', 'streaming')
          """,
          [
            .text(partial.text), .text(partial.reply.rawValue), .text(partial.owner.rawValue),
          ])
      }
    }
  }

  package func finish(_ turn: FinishedTurn) async throws {
    try await write(.durable) { connection in
      try MessageRow.finish(turn.reply, owner: turn.owner, connection)
      try WordIndex.insert(turn.reply.id, connection)
      try TraceRow.insert(of: turn, connection)
      try UsageRow.add(turn, connection)
      for job in turn.jobs { try Jobs.insert(job, of: turn, connection) }
    }
  }
}
