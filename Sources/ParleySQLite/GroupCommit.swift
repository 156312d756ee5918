import Dispatch
import Synchronization

/// The one line in which a database is written: writes that wait together are committed together.
///
/// Waiting for the disk is what a commit costs, and it costs the same for one write as for a
/// hundred. When one of them fails, the transaction is taken back and done again with a savepoint for
/// each write, so that the one that fails is taken back alone: failures are rare, and savepoints cost
/// every write something, a full-text index most. A caller goes on only when its write is committed,
/// and as safe as it asked for.
package final class GroupCommit: Sendable {
  /// A transaction that was committed.
  package struct Commit: Sendable, Hashable {
    /// How many writes it held; none of them may have succeeded.
    package let writes: Int
    package let durability: Durability
  }

  /// At most so many writes share a transaction.
  static let mostWrites = 256

  private let queue: SQLiteQueue
  private let reader: SQLiteQueue?
  private let log: LogLength
  private let beforeCommit: @Sendable (SQLiteConnection) throws -> Void
  private let onCommit: @Sendable (Commit) -> Void
  private let line = Mutex(Line())

  private struct Line {
    var writes: [QueuedWrite] = []
    /// Whether somebody is on the way to serve the line.
    var isServed = false
  }

  /// Takes over a queue that nothing else writes through, and learns who reads the same file.
  ///
  /// The log is checkpointed each time it has grown by `logStep` pages: with the usual 16 MiB it
  /// seldom grows beyond 64 MiB. `beforeCommit` ends each transaction with what is done once for all
  /// of its writes; when it throws, the transaction is taken back. `onCommit` is called on the thread
  /// that writes.
  package init(
    _ queue: SQLiteQueue, reader: SQLiteQueue? = nil, logStep: Int = 4096,
    onCommit: @escaping @Sendable (Commit) -> Void = { _ in },
    beforeCommit: @escaping @Sendable (SQLiteConnection) throws -> Void = { _ in }
  ) async throws {
    self.queue = queue
    self.reader = reader
    self.beforeCommit = beforeCommit
    self.onCommit = onCommit
    log = LogLength(step: logStep)
    try await queue.runToEnd { $0.checkpointByHand() }
  }

  /// How many writes wait for their turn.
  package var waiting: Int { line.withLock { $0.writes.count } }

  /// Runs the body in a transaction, whether or not the task is cancelled, and returns once it is
  /// committed.
  ///
  /// When the body throws, nothing of it is stored. It may be run up to three times, each after
  /// everything that the run before did has been taken back; so it must only use the connection.
  package func write<T: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      join(
        QueuedWrite(durability: durability) { connection in
          let value = try body(connection)
          return { continuation.resume(returning: value) }
        } refuse: { error in
          continuation.resume(throwing: error)
        })
    }
  }

  /// Runs the body between two commits, for work that commits by itself; what it commits is
  /// ``Durability/eventual``.
  package func between<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    try await queue.runToEnd { connection in
      try connection.setDurability(.eventual)
      return try body(connection)
    }
  }

  /// Moves the log into the database and empties its file, unless another program reads it just now.
  package func emptyLog() async {
    await withCheckedContinuation { continuation in
      whileNobodyReads { connection in
        GroupCommit.checkpoint(connection, .truncate)
        continuation.resume()
      }
    }
  }

  private func keepLogShort(_ connection: SQLiteConnection) {
    switch log.due(at: connection.logPages) {
    case .nothing: break
    case .checkpoint: GroupCommit.checkpoint(connection, .passive)
    case .checkpointWithoutReaders: whileNobodyReads { GroupCommit.checkpoint($0, .passive) }
    }
  }

  private static func checkpoint(
    _ connection: SQLiteConnection?, _ kind: SQLiteConnection.Checkpoint
  ) {
    do {
      try connection?.checkpoint(kind)
    } catch {
      // The log still holds everything. A disk that is full or broken is told by the next write.
    }
  }

  /// Does the work when its turn has come among the reads, while the reader waits for its end; the
  /// writer goes on until then. Reads never wait for writes otherwise, so neither waits for ever.
  private func whileNobodyReads(_ work: @escaping @Sendable (SQLiteConnection?) -> Void) {
    guard let reader else {
      queue.enqueue(work)
      return
    }
    reader.enqueue { [queue] _ in
      let done = DispatchSemaphore(value: 0)
      queue.enqueue { connection in
        work(connection)
        done.signal()
      }
      done.wait()
    }
  }

  private func join(_ write: QueuedWrite) {
    let isFirst = line.withLock { line in
      line.writes.append(write)
      defer { line.isServed = true }
      return !line.isServed
    }
    if isFirst { queue.enqueue { self.serve($0) } }
  }

  /// Commits those who wait now. Those who come meanwhile are next, after other work of the queue.
  private func serve(_ connection: SQLiteConnection?) {
    let batch = line.withLock { line in
      let batch = Array(line.writes.prefix(GroupCommit.mostWrites))
      line.writes.removeFirst(batch.count)
      return batch
    }
    if let connection {
      commit(batch, connection)
      keepLogShort(connection)
    } else {
      for write in batch { write.refuse(queue.closedError) }
    }
    let hasMore = line.withLock { line in
      line.isServed = !line.writes.isEmpty
      return line.isServed
    }
    if hasMore { queue.enqueue { self.serve($0) } }
  }

  private func commit(_ batch: [QueuedWrite], _ connection: SQLiteConnection) {
    if batch.count > 1 {
      if commitTogether(batch, connection, { .stored(try $0.run($1)) }) { return }
      if commitTogether(batch, connection, GroupCommit.inSavepoint) { return }
    }
    for write in batch { commitAlone(write, connection) }
  }

  /// Answers `false` when the transaction as a whole was taken back, because `run` threw or, for
  /// example, the disk is full: then nothing of it is stored and nobody has been told anything.
  private func commitTogether(
    _ batch: [QueuedWrite], _ connection: SQLiteConnection,
    _ run: (QueuedWrite, SQLiteConnection) throws -> Outcome
  ) -> Bool {
    let durability = batch.map(\.durability).max() ?? .durable
    let outcomes: [Outcome]
    do {
      try connection.setDurability(durability)
      outcomes = try connection.transaction {
        let outcomes = try batch.map { try run($0, connection) }
        try beforeCommit(connection)
        return outcomes
      }
    } catch {
      // What is tried again meets its own error there.
      return false
    }
    onCommit(Commit(writes: batch.count, durability: durability))
    for (write, outcome) in zip(batch, outcomes) {
      switch outcome {
      case .stored(let tell): tell()
      case .refused(let error): write.refuse(error)
      }
    }
    return true
  }

  private enum Outcome {
    case stored(QueuedWrite.Telling)
    case refused(any Error)
  }

  /// Throws only when the transaction as a whole is lost.
  private static func inSavepoint(
    _ write: QueuedWrite, _ connection: SQLiteConnection
  ) throws -> Outcome {
    try connection.run("SAVEPOINT one_write")
    do {
      let tell = try write.run(connection)
      try connection.run("RELEASE one_write")
      return .stored(tell)
    } catch {
      // SQLite answers some errors by ending the transaction itself.
      guard connection.isInTransaction else { throw error }
      try connection.run("ROLLBACK TO one_write")
      try connection.run("RELEASE one_write")
      return .refused(error)
    }
  }

  private func commitAlone(_ write: QueuedWrite, _ connection: SQLiteConnection) {
    do {
      try connection.setDurability(write.durability)
      let tell = try connection.transaction {
        let tell = try write.run(connection)
        try beforeCommit(connection)
        return tell
      }
      onCommit(Commit(writes: 1, durability: write.durability))
      tell()
    } catch {
      write.refuse(error)
    }
  }
}

/// A write that waits for its turn.
private struct QueuedWrite: Sendable {
  typealias Telling = @Sendable () -> Void

  let durability: Durability
  /// Does the work within a transaction; what it returns tells the caller once that is committed.
  let run: @Sendable (SQLiteConnection) throws -> Telling
  /// Tells the caller that nothing was stored.
  let refuse: @Sendable (any Error) -> Void

  init(
    durability: Durability, run: @escaping @Sendable (SQLiteConnection) throws -> Telling,
    refuse: @escaping @Sendable (any Error) -> Void
  ) {
    self.durability = durability
    self.run = run
    self.refuse = refuse
  }
}
