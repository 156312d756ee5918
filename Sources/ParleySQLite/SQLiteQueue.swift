import CSQLite
import Dispatch
import Synchronization

/// A connection on a thread of its own: what is asked of it runs in order, and blocks nobody else.
package final class SQLiteQueue: Sendable {
  /// The file, as it was named.
  package let path: String

  private let queue: DispatchQueue
  /// Only work on the queue takes this lock, so nobody ever waits for it.
  private let connection: Mutex<SQLiteConnection?>

  /// Opens the database. Blocks while `configure` runs.
  package init(
    path: String, mode: SQLiteConnection.Mode,
    configure: @Sendable (SQLiteConnection) throws -> Void = { _ in }
  ) throws {
    self.path = path
    queue = DispatchQueue(label: "parley.sqlite")
    let opened = try SQLiteConnection(path: path, mode: mode)
    try configure(opened)
    connection = Mutex(opened)
  }

  /// Runs the body with the connection.
  ///
  /// When the task is cancelled, a statement that runs is interrupted, a transaction is rolled back
  /// and the call throws `CancellationError`.
  ///
  /// - Parameter mayBlock: Whether the calling thread may wait. The body then runs on it, and nobody
  ///   is woken.
  package func run<T: Sendable>(
    mayBlock: Bool = false, _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    let flag = CancellationFlag()
    let interruptible = { @Sendable (connection: SQLiteConnection) in
      guard !flag.isSet else { throw CancellationError() }
      let before = connection.isInterrupted
      connection.isInterrupted = { flag.isSet || before() }
      defer { connection.isInterrupted = before }
      do {
        return try body(connection)
      } catch let error as SQLiteError where error.kind == .interrupted && flag.isSet {
        throw CancellationError()
      }
    }
    return try await withTaskCancellationHandler {
      mayBlock ? try waiting(interruptible) : try await onQueue(interruptible)
    } onCancel: {
      flag.set()
    }
  }

  /// Runs the body with the connection even when the task is cancelled: for what must be kept
  /// although nobody waits for it any more.
  package func runToEnd<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    try await onQueue(body)
  }

  /// Closes the connection after everything that was asked before. Later calls throw.
  package func close() async {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        connection.withLock { $0 = nil }
        continuation.resume()
      }
    }
  }

  /// Puts work in line without waiting for it; it gets `nil` when the connection is closed.
  func enqueue(_ work: @escaping @Sendable (SQLiteConnection?) -> Void) {
    queue.async { [self] in connection.withLock { work($0) } }
  }

  /// What is thrown after ``close()``.
  var closedError: SQLiteError {
    SQLiteError(code: SQLITE_MISUSE, message: "the connection is closed", file: path)
  }

  private func onQueue<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in continuation.resume(with: Result { try now(body) }) }
    }
  }

  /// Runs the body on the calling thread when those before it are done.
  private func waiting<T: Sendable>(_ body: @Sendable (SQLiteConnection) throws -> T) throws -> T {
    try queue.sync { try now(body) }
  }

  private func now<T: Sendable>(_ body: @Sendable (SQLiteConnection) throws -> T) throws -> T {
    try connection.withLock { connection in
      guard let connection else { throw closedError }
      return try body(connection)
    }
  }
}

/// Tells a running statement that nobody wants its result any more.
private final class CancellationFlag: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .relaxed) }

  func set() {
    value.store(true, ordering: .relaxed)
  }
}
