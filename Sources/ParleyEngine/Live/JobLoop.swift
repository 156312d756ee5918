package import ParleyDomain
import ParleyPlugin
import Synchronization

/// Runs jobs while a server runs: at once when a turn has left some, and now and then those that
/// wait for another try.
package final class JobLoop: Sendable {
  /// How often failed jobs are looked for.
  static let pause = Duration.seconds(1)

  private let wakeups: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  package init() {
    (wakeups, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that there is work.
  package func wake() {
    waker.yield()
  }

  /// Runs until the task is cancelled, each time with the engine of then. `onRun` hears that some
  /// jobs have been run.
  package func run(
    with generations: LiveGenerations, log: any OperatorLog,
    onRun: @escaping @Sendable () -> Void = {}
  ) async {
    let timer = Task {
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: JobLoop.pause)
        } catch {
          return
        }
        waker.yield()
      }
    }
    defer { timer.cancel() }
    for await _ in wakeups {
      do {
        let count = try await generations.withEngine { try await JobRunner(engine: $0).runDue() }
        if count > 0 { onRun() }
      } catch is CancellationError {
        return
      } catch {
        log.write(.error, "jobs could not be run", ["error": "\(error)"])
      }
    }
  }
}
