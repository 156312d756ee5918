import Synchronization

/// Tells the first caller from all later ones.
final class OnceFlag: Sendable {
  private let isRaised = Atomic(false)

  /// True the first time, false ever after.
  func raise() -> Bool { !isRaised.exchange(true, ordering: .acquiringAndReleasing) }
}
