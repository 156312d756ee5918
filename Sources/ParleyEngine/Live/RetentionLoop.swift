package import ParleyDomain
import ParleyPlugin

/// Deletes by and by what is not to be kept any longer, while a server runs.
package struct RetentionLoop: Sendable {
  /// Between two looks.
  static let pause = Duration.seconds(600)
  /// So many looks for each at log files, which are read whole: about a day.
  static let looksPerDay = 144
  /// Between two pieces, so that turns are stored in between.
  static let breath = Duration.milliseconds(50)

  private let erasure: any Erasure
  private let policy: @Sendable () -> RetentionPolicy
  private let clock: any WallClock
  private let log: any OperatorLog

  package init(
    erasure: any Erasure, clock: any WallClock, log: any OperatorLog,
    policy: @escaping @Sendable () -> RetentionPolicy
  ) {
    self.erasure = erasure
    self.clock = clock
    self.log = log
    self.policy = policy
  }

  /// Runs until the task is cancelled.
  package func run() async {
    var look = 0
    while !Task.isCancelled {
      do {
        var policy = policy()
        if look % RetentionLoop.looksPerDay != 0 { policy.logs = nil }
        try await sweep(policy)
        look += 1
      } catch is CancellationError {
        return
      } catch {
        log.write(.error, "what is not to be kept could not be deleted", ["error": "\(error)"])
      }
      do {
        try await Task.sleep(for: RetentionLoop.pause)
      } catch {
        return
      }
    }
  }

  /// Deletes all that the policy does not keep any longer.
  package func sweep(_ policy: RetentionPolicy) async throws {
    while try await erasure.sweep(policy, at: clock.now) {
      try await Task.sleep(for: RetentionLoop.breath)
    }
  }
}
