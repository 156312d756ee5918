/// Decides whether a failed call of an upstream is made again, and after which pause.
///
/// A value without a clock. Each pause is drawn anew between nothing and a limit that doubles ("full
/// jitter"), so that many turns do not come back at one moment. An upstream that names a time is
/// never asked earlier.
package struct RetryPolicy: Sendable, Hashable {
  /// The limit of the first pause.
  static let firstPause = Duration.milliseconds(250)
  /// The limit that later pauses do not pass.
  static let longestPause = Duration.seconds(8)

  /// How often a call is made again.
  package var most: Int
  /// How long one reply may wait for one upstream, all its pauses together.
  package var maxWait: Duration

  /// Every call is made once.
  package static let none = RetryPolicy(most: 0, maxWait: .zero)

  package init(most: Int, maxWait: Duration) {
    self.most = most
    self.maxWait = maxWait
  }

  /// The pause before the next try; `nil` when there should be none.
  ///
  /// - Parameters:
  ///   - failures: How many tries have failed, this one included.
  ///   - waited: The pauses so far.
  ///   - random: From 0 to 1.
  package func pause(
    after error: ModelError, failures: Int, waited: Duration, random: Double
  ) -> Duration? {
    guard error.mayPass, failures >= 1, failures <= most else { return nil }
    let doublings = min(failures - 1, 10)
    let limit = min(RetryPolicy.firstPause * (1 << doublings), RetryPolicy.longestPause)
    let told = error.retryAfter ?? .zero
    let left = maxWait - waited
    guard told <= left else { return nil }
    return min(told + limit * min(max(random, 0), 1), left)
  }
}
