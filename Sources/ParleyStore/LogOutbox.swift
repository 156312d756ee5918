import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Synchronization

/// Brings log lines from the database to their files, in order, each once.
///
/// A line is stored with the job it belongs to, then written, then deleted. When a file cannot be
/// written or rotated its lines stay, other files go on, and the operator hears of it once.
final class LogOutbox: Sendable {
  private let files: LogFileWriter
  private let clock: any WallClock
  private let warn: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Bytes of one batch for one file: what the queue of the database does in one go.
  private static let batchBytes = 1 << 20

  private struct State {
    /// Files whose oldest waiting lines may have been written already: those that an earlier run
    /// left lines for, and those whose lines could not be deleted. `nil` before the first look.
    var uncertain: Set<String>?
    /// What has failed, and been told, and not succeeded since.
    var failing: Set<String> = []
    /// How files are rotated, by what came with their latest line. Lines that an earlier run left are
    /// written before any is known, to the file that they were written to then.
    var rotations: [String: LogRotation] = [:]
  }

  init(
    files: LogFileWriter, clock: any WallClock, warn: @escaping @Sendable (String) -> Void
  ) {
    self.files = files
    self.clock = clock
    self.warn = warn
  }

  /// From now on a file is rotated so, or not at all.
  func rotate(_ file: String, as rotation: LogRotation?) {
    state.withLock { $0.rotations[file] = rotation }
  }

  /// Puts a line on its way; within the transaction that it belongs to.
  static func insert(
    _ line: String, file: String, chat: ChatID, _ connection: SQLiteConnection
  ) throws {
    try connection.run(
      "INSERT INTO outgoing_log_lines (file, line, chat) VALUES (?, ?, ?)",
      [.text(file), .text(line), .text(chat.rawValue)])
    try connection.run("INSERT OR IGNORE INTO log_files (file) VALUES (?)", [.text(file)])
  }

  /// Writes one batch for each file; answers whether a file has more that can be written now.
  func drainBatch(_ connection: SQLiteConnection) -> Bool {
    let waiting = attempt("any file") {
      try connection.rows(
        "SELECT file FROM outgoing_log_lines GROUP BY file ORDER BY min(number)"
      ) { $0.text(0) }
    }
    guard let names = waiting else { return false }
    state.withLock { state in if state.uncertain == nil { state.uncertain = Set(names) } }
    var hasMore = false
    for name in names {
      if attempt(name, { try moveBatch(to: name, connection) }) == true { hasMore = true }
    }
    return hasMore
  }

  /// Writes and then deletes the oldest lines of a file; answers whether there are more.
  private func moveBatch(to file: String, _ connection: SQLiteConnection) throws -> Bool {
    var batch = try LogOutbox.batch(for: file, connection)
    guard !batch.isEmpty else { return false }
    let (isUncertain, rotation) = state.withLock {
      ($0.uncertain?.contains(file) ?? true, $0.rotations[file])
    }
    // What of uncertain lines was written stands at the end of the file as it is now.
    if let rotation, !isUncertain {
      let room = try LogFileRotation(files: files, file: file, rotation: rotation)
        .makeRoom(for: batch.map(\.line), at: clock.now, connection)
      batch = Array(batch.prefix(room))
    }
    guard let last = batch.last else { return false }
    try files.append(batch.map(\.line), to: file, isRepeated: isUncertain)
    state.withLock { _ = $0.uncertain?.insert(file) }
    try connection.run(
      "DELETE FROM outgoing_log_lines WHERE file = ? AND number <= ?",
      [.text(file), .integer(last.number)])
    state.withLock { _ = $0.uncertain?.remove(file) }
    return try connection.first(
      "SELECT 1 FROM outgoing_log_lines WHERE file = ?", [.text(file)]
    ) { _ in true } ?? false
  }

  /// Runs the body; a failure is told once until it has succeeded again.
  private func attempt<T>(_ name: String, _ body: () throws -> T) -> T? {
    do {
      let result = try body()
      state.withLock { _ = $0.failing.remove(name) }
      return result
    } catch {
      let isNew = state.withLock { $0.failing.insert(name).inserted }
      if isNew {
        warn(
          "Log lines for \(name) wait in the database: \(error). They are written as soon as "
            + "it works again.")
      }
      return nil
    }
  }

  private static func batch(
    for file: String, _ connection: SQLiteConnection
  ) throws -> [(number: Int64, line: String)] {
    try connection.rows(
      """
      SELECT number, line FROM (
        SELECT number, line, length(line) AS size, sum(length(line)) OVER (ORDER BY number) AS total
        FROM outgoing_log_lines WHERE file = ? ORDER BY number LIMIT 200)
      WHERE total - size < ? ORDER BY number
      """,
      [.text(file), .integer(Int64(batchBytes))]
    ) { (number: $0.integer(0), line: $0.text(1)) }
  }
}
