import Synchronization

/// Tells requests and streams that the server is stopping. Once set it stays set.
final class DrainSignal: Sendable {
  private let value = Atomic(false)

  var isSet: Bool { value.load(ordering: .acquiring) }

  func set() { value.store(true, ordering: .releasing) }
}
