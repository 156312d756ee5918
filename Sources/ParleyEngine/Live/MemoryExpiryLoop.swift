package import ParleyDomain
import ParleyPlugin

/// Deletes memories whose time has come. They are not handed out from that moment on; this takes them
/// off the disk.
package struct MemoryExpiryLoop: Sendable {
  /// How often it looks.
  static let pause = Duration.seconds(600)

  private let recollections: any Recollections
  private let clock: any WallClock
  private let log: any OperatorLog

  package init(
    recollections: any Recollections, clock: any WallClock, log: any OperatorLog
  ) {
    self.recollections = recollections
    self.clock = clock
    self.log = log
  }

  /// Runs until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      do {
        _ = try await recollections.forgetExpired(at: clock.now)
      } catch is CancellationError {
        return
      } catch {
        log.write(.error, "expired memories could not be deleted", ["error": "\(error)"])
      }
      do {
        try await Task.sleep(for: MemoryExpiryLoop.pause)
      } catch {
        return
      }
    }
  }
}
