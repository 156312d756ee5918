import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Synchronization

/// A delivery loop over a queue in memory and receivers that a test scripts.
final class DeliveryFixture: Sendable {
  let queue = MemoryDeliveries()
  let sender: ScriptedSender
  let clock = ManualClock()
  let log = RecordingLog()
  let settings = Mutex<[String: JSONValue]>([
    "a": ["url": "https://a.example", "key": "secret a"], "b": ["url": "https://b.example"],
  ])
  let tries = Mutex<[String]>([])

  init(_ script: @escaping ScriptedSender.Script) {
    sender = ScriptedSender(script)
  }

  /// Draws always the longest pause.
  func loop() -> DeliveryLoop {
    DeliveryLoop(
      queue: queue, sender: sender, clock: clock, log: log,
      settings: { [self] entry in settings.withLock { $0[entry] } }, random: { 1 },
      onTry: { [self] entry, outcome in tries.withLock { $0.append("\(entry) \(outcome)") } })
  }

  func delivery(_ id: String, _ plugin: String = "a") -> OutgoingDelivery {
    OutgoingDelivery(
      id: id, chat: ChatID("chat"), plugin: plugin, address: JSONPointer("/url"), body: 1,
      dueAt: clock.now)
  }

  /// Sends everything that is due, and waits for it.
  func sendDue() async {
    await loop().finish(within: .seconds(60))
  }
}

/// Receivers as a script wants them; remembers what they got.
final class ScriptedSender: DeliverySender {
  typealias Script = @Sendable (DeliveryRequest) async -> DeliveryAnswer

  let got = Mutex<[DeliveryRequest]>([])
  private let script: Script

  init(_ script: @escaping Script) {
    self.script = script
  }

  func send(_ request: DeliveryRequest) async -> DeliveryAnswer {
    got.withLock { $0.append(request) }
    return await script(request)
  }
}

/// A queue without a disk.
final class MemoryDeliveries: DeliveryQueue {
  struct Contents: Sendable {
    var waiting: [OutgoingDelivery] = []
    var dead: [String: String] = [:]
    var isFull = false
  }

  let contents = Mutex(Contents())

  func dueDeliveries(at now: Timestamp) async throws -> [OutgoingDelivery] {
    let due = contents.withLock { $0.waiting }.filter { $0.dueAt <= now }
    return Dictionary(grouping: due, by: \.destination).values.compactMap(\.first)
  }

  func delivered(_ delivery: OutgoingDelivery) async throws {
    guard !contents.withLock({ $0.isFull }) else { throw StoreError(.full, "the disk is full") }
    contents.withLock { $0.waiting.removeAll { $0.id == delivery.id } }
  }

  func failed(_ delivery: OutgoingDelivery, reason: String, retryAt: Timestamp?) async throws {
    contents.withLock { contents in
      contents.waiting.removeAll { $0.id == delivery.id }
      guard let retryAt else {
        contents.dead[delivery.id] = reason
        return
      }
      var again = delivery
      again.attempts += 1
      again.dueAt = retryAt
      contents.waiting.append(again)
    }
  }
}
