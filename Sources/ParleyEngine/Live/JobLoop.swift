package import ParleyDomain
import ParleyPlugin
import Synchronization

/// Runs jobs while a server runs: at once when a turn has left some, and now and then those that
/// wait for another try.
package final class JobLoop: Sendable {
  /// How often failed jobs are looked for.
  static let pause = Duration.seconds(1)
  /// How long jobs may go on, and those that are due begin, once the program ends.
  package static let farewell = Duration.seconds(2)

  private let flow = JobFlow()

  package init() {}

  /// Says that there is work.
  package func wake() {
    flow.wake()
  }

  /// Runs until the task is cancelled, each time with the engine of then. What is due at that moment is
  /// still run, for up to `farewell`. `onRun` hears that some jobs have been run.
  package func run(
    with generations: LiveGenerations, log: any OperatorLog, farewell: Duration = farewell,
    onRun: @escaping @Sendable () -> Void = {}
  ) async {
    let (flow, timer) = (flow, ticking())
    let running = Task {
      await flow.run(
        claim: { busy in
          try await JobRunner(engine: generations.engine).claim(besides: busy)
        },
        work: { steps in
          // Whatever becomes of the last one: the ones before it may have left deliveries.
          defer { onRun() }
          try await generations.withEngine { try await JobRunner(engine: $0).run(steps) }
        },
        onFailure: { error in
          if error is CancellationError { return }
          log.write(.error, "jobs could not be run", ["error": "\(error)"])
        })
    }
    await withTaskCancellationHandler {
      await running.value
    } onCancel: {
      timer.cancel()
      flow.endWhenDone()
      _ = DeadlineWatch.shared.arm(after: farewell) { running.cancel() }
    }
    timer.cancel()
  }

  private func ticking() -> Task<Void, Never> {
    Task {
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: JobLoop.pause)
        } catch {
          return
        }
        flow.wake()
      }
    }
  }
}
