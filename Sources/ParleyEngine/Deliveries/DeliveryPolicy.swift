import ParleyDomain
import ParleyPlugin

/// Decides what an answer means for a delivery: arrived, to be tried again and when, or dead.
///
/// A value without a clock. The pauses grow to a day, so that a receiver may be away for two; each is
/// drawn anew between nothing and its limit ("full jitter"), so that many deliveries do not come back
/// at one moment. Status codes as the Standard Webhooks specification reads them.
struct DeliveryPolicy: Sendable {
  /// The longest pause after each failed try; after the last one a delivery is dead.
  static let pauses: [Duration] = [
    .seconds(1), .seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600),
    .seconds(3 * 3600), .seconds(6 * 3600), .seconds(12 * 3600), .seconds(24 * 3600),
  ]
  /// How often a delivery is tried.
  static let mostAttempts = pauses.count + 1
  /// How often when the receiver refuses it: such an answer seldom changes by itself.
  static let mostRefusals = 3
  /// The longest that a receiver may make us wait.
  static let longestWait = Duration.seconds(24 * 3600)

  enum Verdict: Sendable, Hashable {
    case arrived
    case again(after: Duration, reason: String)
    case dead(reason: String)
  }

  /// Draws a number from 0 to 1.
  let random: @Sendable () -> Double

  /// The verdict after a number of tries, this one included.
  func verdict(_ answer: DeliveryAnswer, attempts: Int) -> Verdict {
    switch answer {
    case .answered(200..<300, _): .arrived
    case .answered(410, _): .dead(reason: "the receiver wants no more (410)")
    case .answered(let status, let wait):
      again(
        DeliveryPolicy.reason(status), attempts, of: DeliveryPolicy.tries(status), atLeast: wait)
    case .unreachable(let reason): again(reason, attempts, of: DeliveryPolicy.mostAttempts)
    case .unsendable(let reason): .dead(reason: reason)
    case .cancelled: again("the program ended", attempts, of: .max)
    }
  }

  private func again(
    _ reason: String, _ attempts: Int, of most: Int, atLeast wait: Duration? = nil
  ) -> Verdict {
    guard attempts < most else { return .dead(reason: reason) }
    let limits = DeliveryPolicy.pauses
    let limit = limits[min(max(attempts - 1, 0), limits.count - 1)]
    let pause = limit * random()
    return .again(
      after: max(pause, min(wait ?? .zero, DeliveryPolicy.longestWait)), reason: reason)
  }

  /// Timeouts, "too early", "too many" and failures of the receiver pass; refusals stay.
  private static func tries(_ status: Int) -> Int {
    switch status {
    case 408, 425, 429, 500...: mostAttempts
    default: mostRefusals
    }
  }

  private static func reason(_ status: Int) -> String {
    (300..<400).contains(status)
      ? "the receiver answered \(status), a redirect, which is not followed; set the address to "
        + "where it leads"
      : "the receiver answered \(status)"
  }
}
