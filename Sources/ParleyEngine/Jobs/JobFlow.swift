import ParleyDomain
import ParleyPlugin
import Synchronization

/// Takes jobs from the queue as they come due and has them run, each as soon as what goes before it has
/// ended: a job that hangs holds up those of its own chat and plugin, and of its own reply, at most.
final class JobFlow: Sendable {
  /// How many jobs are taken at once, so that their results share a commit.
  static let mostAtOnce = 32

  private struct State {
    var taken = 0
    var failure: (any Error)?
    /// Whether it ends when nothing is due any more.
    var isEnding = false
  }

  private let underWay = JobsUnderWay()
  private let state = Mutex(State())
  private let wakeups: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  init() {
    (wakeups, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that there may be work.
  func wake() {
    waker.yield()
  }

  /// Has the flow end when everything that is due has been run.
  func endWhenDone() {
    state.withLock { $0.isEnding = true }
    waker.yield()
  }

  /// How many jobs have been taken, and what went wrong first with the queue itself.
  var outcome: (taken: Int, failure: (any Error)?) {
    state.withLock { ($0.taken, $0.failure) }
  }

  /// Runs until the task is cancelled, or until ``endWhenDone()`` is done: then nothing of it runs any
  /// more. Once it is cancelled, jobs that run are, too, and those that have not begun are put back.
  ///
  /// - Parameters:
  ///   - claim: Takes jobs that are due.
  ///   - work: Runs jobs of one reply, one after another.
  ///   - onFailure: Hears that the queue could not be read or written.
  func run(
    claim: @escaping @Sendable (BusyPlugins) async throws -> [Job],
    work: @escaping @Sendable ([JobStep]) async throws -> Void,
    onFailure: @escaping @Sendable (any Error) -> Void = { _ in }
  ) async {
    await withDiscardingTaskGroup { group in
      for await _ in wakeups {
        do {
          while true {
            let jobs = try await claim(underWay.busy)
            guard !jobs.isEmpty else { break }
            state.withLock { $0.taken += jobs.count }
            for steps in underWay.begin(jobs) {
              group.addTask { await self.run(steps, work, onFailure) }
            }
          }
        } catch {
          take(error, onFailure)
        }
        if state.withLock({ $0.isEnding }), underWay.isEmpty { waker.finish() }
      }
    }
  }

  private func run(
    _ steps: [JobStep], _ work: @Sendable ([JobStep]) async throws -> Void,
    _ onFailure: @Sendable (any Error) -> Void
  ) async {
    do {
      try await work(steps)
    } catch {
      take(error, onFailure)
    }
    // Others wait for room, or for the flow to end; else whatever leaves a job says so.
    let isAwaited = underWay.busy != BusyPlugins() || state.withLock { $0.isEnding }
    for step in steps { step.ended() }
    if isAwaited || state.withLock({ $0.isEnding }) { waker.yield() }
  }

  private func take(_ error: any Error, _ onFailure: @Sendable (any Error) -> Void) {
    state.withLock { $0.failure = $0.failure ?? error }
    onFailure(error)
  }
}
