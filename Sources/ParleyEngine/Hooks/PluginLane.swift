import Dispatch

/// The thread that one plugin's hooks run on, so that a hook which blocks it stops nobody else.
///
/// Hooks of a plugin share its lane while they await; only code that never awaits keeps it busy.
final class PluginLane: TaskExecutor {
  private static let key = DispatchSpecificKey<Bool>()

  /// Whether the caller runs on the thread of some lane, which it may block by right: what waits for a
  /// disk need not be handed to another thread and back.
  static var isCurrent: Bool { DispatchQueue.getSpecific(key: key) ?? false }

  private let queue: DispatchQueue

  init(entry: String) {
    // A serial queue has a thread of its own whenever it has work (libdispatch overcommits for it).
    queue = DispatchQueue(label: "parley.plugin.\(entry)")
    queue.setSpecific(key: PluginLane.key, value: true)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
