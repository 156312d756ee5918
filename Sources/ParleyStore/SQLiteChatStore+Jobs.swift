package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore {
  package func claim(
    at now: Timestamp, limit: Int, besides busy: BusyPlugins
  ) async throws -> [Job] {
    func names(_ plugins: Set<String>) -> SQLiteValue {
      .text(JSONColumn.text(.array(plugins.sorted().map(JSONValue.string))))
    }
    let (full, retrying) = (names(busy.full), names(busy.retrying))
    return try await write(.eventual) { connection in
      let due = try connection.rows(
        """
        SELECT number, attempts FROM jobs WHERE status = 'waiting' AND due_at <= ?
          AND plugin NOT IN (SELECT value FROM json_each(?))
          AND (attempts = 0 OR plugin NOT IN (SELECT value FROM json_each(?)))
        ORDER BY due_at, number LIMIT ?
        """,
        [.integer(now.milliseconds), full, retrying, .integer(Int64(max(0, limit)))]
      ) { (number: $0.integer(0), isFirstTry: $0.integer(1) == 0) }
      let firstTries = due.prefix(while: \.isFirstTry)
      return try (firstTries.isEmpty ? due.prefix(1) : firstTries).compactMap { next in
        try connection.first(
          """
          UPDATE jobs SET status = 'running', attempts = attempts + 1 WHERE number = ?
          RETURNING \(Jobs.columns)
          """,
          [.integer(next.number)], Jobs.job)
      }
    }
  }

  package func complete(
    _ job: Job, effects: [Effect], deliveries: [OutgoingDelivery], at now: Timestamp
  ) async throws {
    let notices: [Notice] = effects.compactMap { effect in
      if case .annotation(let annotation) = effect { annotation.notice } else { nil }
    }
    let lines = try effects.compactMap { try Jobs.logLine($0, of: job) }
    for line in lines { logLines.rotate(line.file, as: line.rotation) }
    try await write(.eventual) { connection in
      guard try Jobs.end(job, "status = 'done', done_at = ?, failure = NULL", now, connection)
      else { return }
      for (number, effect) in effects.compactMap({ EffectRow($0) }).enumerated() {
        try connection.run(
          "INSERT INTO effects (job, seq, kind, value, created_at) VALUES (?, ?, ?, ?, ?)",
          [
            .text(job.id), .integer(Int64(number)), .text(effect.kind),
            .text(JSONColumn.text(effect.value)), .integer(now.milliseconds),
          ])
      }
      try RecollectionEffects(job: job, now: now, connection: connection).apply(effects)
      try MessageRow.add(notices, of: job, connection)
      for delivery in deliveries { try DeliveryRow.insert(delivery, connection) }
      for line in lines {
        try LogOutbox.insert(line.text, file: line.file, chat: job.chat, connection)
      }
    }
    if !lines.isEmpty { await drainLogLines() }
  }

  package func fail(_ job: Job, reason: String, retryAt: Timestamp?) async throws {
    try await write(.eventual) { connection in
      let (change, time) =
        if let retryAt {
          ("status = 'waiting', due_at = ?", retryAt)
        } else {
          ("status = 'dead', due_at = ?", job.dueAt)
        }
      guard try Jobs.end(job, change, time, connection) else { return }
      try connection.run(
        "UPDATE jobs SET failure = ? WHERE id = ?", [.text(reason), .text(job.id)])
    }
  }

  package func postpone(_ job: Job, until: Timestamp) async throws {
    try await write(.eventual) { connection in
      _ = try Jobs.end(
        job, "attempts = attempts - 1, status = 'waiting', due_at = ?", until, connection)
    }
  }
}

/// The statements on jobs.
enum Jobs {
  static let columns = "id, owner, chat, reply, plugin, hook, status, attempts, due_at, payload"

  static func job(_ row: SQLiteRow) throws -> Job {
    let id = row.text(0)
    guard let hook = HookPoint(rawValue: row.text(5)) else {
      throw UnreadableColumn(
        place: "hook of job \(id)", reason: "“\(row.text(5))” is no value of it")
    }
    guard let status = Job.Status(rawValue: row.text(6)) else {
      throw UnreadableColumn(
        place: "status of job \(id)", reason: "“\(row.text(6))” is no value of it")
    }
    return Job(
      id: id, owner: OwnerID(row.text(1)), chat: ChatID(row.text(2)),
      reply: MessageID(row.text(3)), plugin: row.text(4), hook: hook, status: status,
      attempts: Int(clamping: row.integer(7)), dueAt: Timestamp(milliseconds: row.integer(8)),
      payload: try JSONColumn.value(row.text(9), in: "payload of job \(id)"))
  }

  static func insert(_ job: Job, of turn: FinishedTurn, _ connection: SQLiteConnection) throws {
    guard job.owner == turn.owner, job.chat == turn.reply.chat, job.reply == turn.reply.id else {
      throw StoreError.missing("reply \(job.reply) for job \(job.id) in this turn")
    }
    try insert(job, connection)
  }

  static func insert(_ job: Job, _ connection: SQLiteConnection) throws {
    try connection.run(
      "INSERT INTO jobs (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .text(job.id), .text(job.owner.rawValue), .text(job.chat.rawValue),
        .text(job.reply.rawValue), .text(job.plugin), .text(job.hook.rawValue),
        .text(job.status.rawValue),
        .integer(Int64(job.attempts)), .integer(job.dueAt.milliseconds),
        .text(JSONColumn.text(job.payload)),
      ])
  }

  /// Changes a job that still runs in the attempt that was claimed; throws for any other. Answers
  /// `false` when there is no such job any more: it went with its chat while it ran, and nothing of it
  /// is to be kept.
  static func end(
    _ job: Job, _ change: String, _ time: Timestamp, _ connection: SQLiteConnection
  ) throws -> Bool {
    try connection.run(
      "UPDATE jobs SET \(change) WHERE id = ? AND status = 'running' AND attempts = ?",
      [.integer(time.milliseconds), .text(job.id), .integer(Int64(job.attempts))])
    if connection.changes == 1 { return true }
    let isKnown = try connection.first("SELECT 1 FROM jobs WHERE id = ?", [.text(job.id)]) { _ in
      true
    }
    guard isKnown == nil else {
      throw StoreError.missing("running job \(job.id) in attempt \(job.attempts)")
    }
    return false
  }

  /// A log line with the file it goes to; throws for a file that no plugin may write.
  static func logLine(
    _ effect: Effect, of job: Job
  ) throws -> (file: String, text: String, rotation: LogRotation?)? {
    guard case .logLine(let file, let value, let rotation) = effect else { return nil }
    if let reason = LogFileName.refusal(of: file) {
      throw StoreError(
        .io, "Plugin \(job.plugin) cannot log to “\(file)”: \(reason). Change its path.")
    }
    guard var members = value.object else { return (file, JSONColumn.line(value), rotation) }
    // So that the line is found when its chat is deleted.
    members["chat_id"] = .string(job.chat.rawValue)
    return (file, JSONColumn.line(.object(members)), rotation)
  }
}
