import Synchronization

/// Holds handlers until a test lets them go, and tells when one has arrived.
final class Turnstile: Sendable {
  private let arrivals = AsyncStream<Void>.makeStream()
  private let opening = AsyncStream<Void>.makeStream()

  /// Called by the handler: returns when the test opens, or when the task is cancelled.
  func wait() async {
    arrivals.continuation.yield()
    for await _ in opening.stream {}
  }

  /// Returns when a handler has arrived that was not told of before.
  func arrival() async {
    for await _ in arrivals.stream { return }
  }

  /// Lets everybody through, now and later.
  func open() { opening.continuation.finish() }
}
