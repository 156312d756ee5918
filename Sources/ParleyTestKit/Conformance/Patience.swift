import Dispatch
import Glibc
import Synchronization

/// Waiting for work that may never end.
enum Patience {
  /// Runs work on the side; returns whether it ended in time. What did not is cancelled and left.
  static func within(_ limit: Duration, _ work: @escaping @Sendable () async -> Void) async -> Bool
  {
    let task = Task.detached(executorPreference: OwnThreads.shared) { await work() }
    return await ends(task, within: limit)
  }

  /// What work comes to; `nil` when it does not end in time.
  static func result<Value: Sendable>(
    within limit: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async -> Result<Value, any Error>? {
    let outcome = Mutex<Result<Value, any Error>?>(nil)
    let ended = await within(limit) {
      let result: Result<Value, any Error>
      do {
        result = .success(try await work())
      } catch {
        result = .failure(error)
      }
      outcome.withLock { $0 = result }
    }
    return ended ? outcome.withLock { $0 } : nil
  }

  /// Whether a task ends in time; cancels it when it does not.
  static func ends(_ task: Task<Void, Never>, within limit: Duration) async -> Bool {
    let first = Once()
    return await withCheckedContinuation { continuation in
      let waiting = Task.detached(executorPreference: OwnThreads.shared) {
        await task.value
        first.run { continuation.resume(returning: true) }
      }
      // Not on the pool: the work may have taken all of its threads.
      DispatchQueue.global().asyncAfter(
        deadline: .now() + .milliseconds(Int(limit / .milliseconds(1)))
      ) {
        first.run {
          task.cancel()
          waiting.cancel()
          continuation.resume(returning: false)
        }
      }
    }
  }
}

/// Threads beside the cooperative pool, which other tests may keep busy for longer than anybody has
/// patience.
final class OwnThreads: TaskExecutor {
  static let shared = OwnThreads()

  private let queue = DispatchQueue(label: "parley.conformance", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Runs the first of several closures only.
private final class Once: Sendable {
  private let done = Atomic(false)

  func run(_ closure: () -> Void) {
    if !done.exchange(true, ordering: .acquiringAndReleasing) { closure() }
  }
}

/// What this process holds of the machine.
struct ProcessHoldings {
  var descriptors: Int
  var threads: Int

  static var now: ProcessHoldings {
    ProcessHoldings(descriptors: entries("/proc/self/fd"), threads: entries("/proc/self/task"))
  }

  private static func entries(_ path: String) -> Int {
    guard let folder = opendir(path) else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    return count
  }
}
