/// Time and chance for calls of upstreams. Tests make both predictable.
package struct Pacing: Sendable {
  package var now: @Sendable () -> ContinuousClock.Instant
  /// Draws a number from 0 to 1.
  package var random: @Sendable () -> Double
  /// Waits; throws `CancellationError` when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void

  package static let real = Pacing(
    now: { .now }, random: { Double.random(in: 0...1) }, sleep: { try await Task.sleep(for: $0) })

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    random: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.random = random
    self.sleep = sleep
  }
}
