import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyStore

extension Shop {
  /// How long the end of the program may wait for deliveries; those that are left go out after the
  /// next start.
  static let deliveryFarewell = Duration.seconds(5)

  /// Sends what plugins want delivered, to the addresses in the settings of `engine`.
  func deliveries(
    in store: SQLiteChatStore, engine: @escaping @Sendable () -> Engine,
    onTry: @escaping @Sendable (String, DeliveryLoop.Outcome) -> Void = { _, _ in }
  ) throws -> DeliveryLoop {
    let clock = SystemClock()
    return DeliveryLoop(
      queue: store, sender: try WebhookSender(clock: clock), clock: clock, log: log,
      settings: { engine().plugins.settings(of: $0) }, onTry: onTry)
  }
}
