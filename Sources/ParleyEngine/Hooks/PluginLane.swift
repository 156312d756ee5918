import Dispatch

/// The thread that one plugin's hooks run on, so that a hook which blocks it stops nobody else.
///
/// Hooks of a plugin share its lane while they await; only code that never awaits keeps it busy.
final class PluginLane: TaskExecutor {
  private let queue: DispatchQueue

  init(entry: String) {
    // A serial queue has a thread of its own whenever it has work (libdispatch overcommits for it).
    queue = DispatchQueue(label: "parley.plugin.\(entry)")
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
