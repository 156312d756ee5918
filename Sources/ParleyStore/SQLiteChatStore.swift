package import ParleyDomain
import ParleyPlugin
package import ParleySQLite

/// Keeps chats, sessions, traces and jobs in `parley.sqlite` under the storage folder: for one
/// process.
///
/// What a call stored when it returned survives a crash and, on a disk that obeys fsync, a power cut;
/// only what is done again by itself (jobs, partial replies) may lose its last moments to a power
/// cut. Writes that come together wait for the disk together (``GroupCommit``). Errors are
/// ``StoreError``; calls that only read throw `CancellationError` when their task is cancelled, calls
/// that write go on.
package final class SQLiteChatStore: ChatStore, JobQueue, SessionStore, Sendable {
  /// How long a call may read; a longer one would keep the write-ahead log from being emptied.
  static let longestRead: Duration = .seconds(4)

  let commits: GroupCommit
  private let writer: SQLiteQueue
  private let reader: SQLiteQueue
  private let lock: StorageLock
  let clock: any WallClock
  let logLines: LogOutbox
  private let logDrain = SharedErrand()
  private let logEraser: LogEraser

  /// Opens the storage folder, made for this user alone (0700) when it is missing.
  ///
  /// Replies that an earlier run left unfinished become `interrupted`, jobs that it left running wait
  /// again, and its log lines go to their files. `warn` is told, once, what will be tried again by
  /// itself; `onCommit` hears of every transaction, on the thread that writes. Throws ``StoreError``:
  /// `storage_locked` while another process has the folder, `storage_unreadable` for a damaged file
  /// or one of a newer Parley, which stays as it is.
  package init(
    directory: String, clock: any WallClock = SystemClock(),
    onCommit: @escaping @Sendable (GroupCommit.Commit) -> Void = { _ in },
    warn: @escaping @Sendable (String) -> Void
  ) async throws {
    self.clock = clock
    let now = clock.now
    let storage = try await BlockingCall.run { try OpenStorage(directory: directory, now: now) }
    writer = storage.writer
    reader = storage.reader
    lock = storage.lock
    commits = try await GroupCommit(
      writer, reader: reader, onCommit: onCommit, beforeCommit: WordIndex.writeDue)
    let files = LogFileWriter(folder: storage.folder.path)
    logLines = LogOutbox(files: files, clock: clock, warn: warn)
    logEraser = LogEraser(files: files, warn: warn)
    await drainLogLines()
    await rewriteLogs()
  }

  /// Stores what is still on its way and gives the folder up. Later calls throw.
  package func close() async {
    await drainLogLines()
    // The reader first: the last connection that closes empties the write-ahead log.
    await reader.close()
    await writer.close()
    lock.release()
  }

  /// Runs the body in a transaction, see ``GroupCommit/write(_:_:)``.
  func write<T: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    do {
      return try await commits.write(durability, body)
    } catch {
      throw stored(error)
    }
  }

  /// Runs the body, which only reads, for at most so long.
  func read<T: Sendable>(
    within limit: Duration = longestRead,
    _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    do {
      return try await reader.run { connection in
        let isCancelled = connection.isInterrupted
        let end = ContinuousClock.now + limit
        connection.isInterrupted = { isCancelled() || ContinuousClock.now > end }
        defer { connection.isInterrupted = isCancelled }
        return try body(connection)
      }
    } catch {
      throw stored(error)
    }
  }

  /// Brings waiting log lines to their files, or leaves that to a call that is about it already. A
  /// line that cannot be written waits for the next time.
  func drainLogLines() async {
    guard logDrain.begin() else { return }
    repeat {
      do {
        // One batch each time, so that turns are stored in between.
        while try await commits.between({ [logLines] in logLines.drainBatch($0) }) {}
      } catch {
        // Only of a closed store; its lines are written by the next start.
      }
    } while logDrain.goesOn()
  }

  /// Takes the lines of deleted chats out of log files, and those written before a time. What fails
  /// is told, and tried again with the next deletion and at the next start.
  func rewriteLogs(before cutoff: Timestamp? = nil) async {
    let eraser = logEraser
    do {
      try await commits.between { eraser.erase(before: cutoff, $0) }
    } catch {
      // Only of a closed store; the next start goes on with it.
    }
  }

  /// After a deletion: what was deleted also goes from the write-ahead log and from log files.
  func forgetErased() async {
    await rewriteLogs()
    await commits.emptyLog()
  }

  private func stored(_ error: any Error) -> any Error {
    if let error = error as? UnreadableColumn {
      return StoreError.damaged(writer.path, "\(error.place): \(error.reason)")
    }
    return StoreError.wrapping(error, file: writer.path)
  }
}
