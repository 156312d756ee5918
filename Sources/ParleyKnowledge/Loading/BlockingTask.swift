import Dispatch
import Synchronization

/// Waits for asynchronous work on a thread of its own, such as that of a ``BlockingQueue``.
enum BlockingTask {
  /// How soon the end of a load that nobody waits for is noticed.
  private static let look = DispatchTimeInterval.milliseconds(50)

  /// The result of the work, which is cancelled as soon as `isCancelled` says so.
  static func wait<T: Sendable>(
    isCancelled: () -> Bool, for work: @escaping @Sendable () async throws -> T
  ) throws -> T {
    let ended = DispatchSemaphore(value: 0)
    let box = ResultBox<T>()
    let task = Task {
      let result: Result<T, any Error>
      do {
        result = .success(try await work())
      } catch {
        result = .failure(error)
      }
      box.value.withLock { $0 = result }
      ended.signal()
    }
    while ended.wait(timeout: .now() + look) == .timedOut {
      if isCancelled() { task.cancel() }
    }
    guard let result = box.value.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }

  private final class ResultBox<T: Sendable>: Sendable {
    let value = Mutex<Result<T, any Error>?>(nil)
  }
}
