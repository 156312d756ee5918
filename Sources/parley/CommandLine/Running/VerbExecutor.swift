import Dispatch

/// Where verbs run: threads of their own, outside of the cooperative pool, because a verb may wait for
/// a slow pipe or for somebody who types.
final class VerbExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "parley.verb", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
