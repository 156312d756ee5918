package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// Sends deliveries while a server runs: at once when a job has left some, and now and then those
/// that wait for another try.
///
/// Each destination has one delivery under way at a time, so a receiver that hangs holds up its own
/// deliveries and no others. The queue is changed only after an answer: what was under way when the
/// program died is sent again, under the same id.
package final class DeliveryLoop: Sendable {
  /// How often waiting deliveries are looked for.
  static let pause = Duration.seconds(1)
  /// How long a destination rests when the queue cannot take note of what it answered; without the
  /// rest it would get the same delivery every second.
  static let rest = Duration.seconds(30)

  /// What became of one try, for those who count.
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    case delivered
    case failed
    case dead
  }

  private struct State {
    var underWay: [String: Task<Void, Never>] = [:]
    var listener: AsyncStream<Void>.Continuation?
  }

  private let queue: any DeliveryQueue
  private let sender: any DeliverySender
  private let clock: any WallClock
  private let log: any OperatorLog
  private let policy: DeliveryPolicy
  private let settings: @Sendable (String) -> JSONValue?
  private let onTry: @Sendable (String, Outcome) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - settings: The settings of a plugin entry as they are now; `nil` when there is no such entry.
  ///   - random: Draws numbers from 0 to 1 for the pauses between tries.
  ///   - onTry: Hears the entry and the outcome of every try.
  package init(
    queue: any DeliveryQueue, sender: any DeliverySender, clock: any WallClock,
    log: any OperatorLog, settings: @escaping @Sendable (String) -> JSONValue?,
    random: @escaping @Sendable () -> Double = { .random(in: 0...1) },
    onTry: @escaping @Sendable (String, Outcome) -> Void = { _, _ in }
  ) {
    self.queue = queue
    self.sender = sender
    self.clock = clock
    self.log = log
    self.settings = settings
    self.onTry = onTry
    policy = DeliveryPolicy(random: random)
  }

  /// Says that there may be work.
  package func wake() {
    _ = state.withLock { $0.listener?.yield() }
  }

  /// Runs until the task is cancelled; what is under way then goes on until ``finish(within:)``.
  package func run() async {
    let wakeups = listen()
    let timer = Task {
      while !Task.isCancelled {
        do {
          try await Task.sleep(for: DeliveryLoop.pause)
        } catch {
          return
        }
        wake()
      }
    }
    defer { timer.cancel() }
    for await _ in wakeups { await schedule() }
  }

  /// Sends what is due, for at most so long; then closes what is still under way. What has not arrived
  /// stays in the queue. Not beside ``run()``.
  package func finish(within limit: Duration) async {
    let wakeups = listen()
    let alarm = Task {
      do {
        try await Task.sleep(for: limit)
      } catch {
        return
      }
      state.withLock { $0.listener }?.finish()
    }
    for await _ in wakeups {
      await schedule()
      if state.withLock({ $0.underWay.isEmpty }) { break }
    }
    alarm.cancel()
    let left = state.withLock { state in
      state.listener = nil
      return Array(state.underWay.values)
    }
    for task in left { task.cancel() }
    for task in left { await task.value }
  }

  /// The one stream of wake-ups that counts from now on; begins with one.
  private func listen() -> AsyncStream<Void> {
    let (wakeups, listener) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    state.withLock { $0.listener = listener }
    listener.yield()
    return wakeups
  }

  /// Starts what is due, but for destinations that have something under way.
  private func schedule() async {
    // Before asking: what ends meanwhile may still be in the answer.
    let busy = state.withLock { Set($0.underWay.keys) }
    do {
      for delivery in try await queue.dueDeliveries(at: clock.now)
      where !busy.contains(delivery.destination) {
        start(delivery)
      }
    } catch is CancellationError {
      return
    } catch {
      log.write(.error, "deliveries could not be looked for", ["error": "\(error)"])
    }
  }

  private func start(_ delivery: OutgoingDelivery) {
    state.withLock { state in
      state.underWay[delivery.destination] = Task {
        await attempt(delivery)
        self.state.withLock { $0.underWay[delivery.destination] = nil }
        wake()
      }
    }
  }

  private func attempt(_ delivery: OutgoingDelivery) async {
    let answer = await answer(to: delivery)
    if answer == .cancelled { return }
    let verdict = policy.verdict(answer, attempts: delivery.attempts + 1)
    do {
      switch verdict {
      case .arrived: try await queue.delivered(delivery)
      case .again(let pause, let reason):
        try await queue.failed(delivery, reason: reason, retryAt: clock.now.advanced(by: pause))
      case .dead(let reason): try await queue.failed(delivery, reason: reason, retryAt: nil)
      }
      note(verdict, of: delivery)
    } catch {
      tell(.error, "a delivery's outcome could not be stored", delivery, "\(error)")
      do {
        try await Task.sleep(for: DeliveryLoop.rest)
      } catch {
        return
      }
    }
  }

  private func answer(to delivery: OutgoingDelivery) async -> DeliveryAnswer {
    do {
      return await sender.send(try delivery.request(settings: settings(delivery.plugin)))
    } catch {
      return .unreachable(reason: "\(error)")
    }
  }

  private func note(_ verdict: DeliveryPolicy.Verdict, of delivery: OutgoingDelivery) {
    switch verdict {
    case .arrived: onTry(delivery.plugin, .delivered)
    case .again(_, let reason):
      tell(.warning, "a delivery failed and will be tried again", delivery, reason)
      onTry(delivery.plugin, .failed)
    case .dead(let reason):
      tell(
        .error,
        "a delivery is dead after try \(delivery.attempts + 1); `parley jobs retry` sends it again",
        delivery, reason)
      onTry(delivery.plugin, .dead)
    }
  }

  private func tell(
    _ level: LogLevel, _ message: String, _ delivery: OutgoingDelivery, _ reason: String
  ) {
    log.write(
      level, message,
      [
        "plugin": .string(delivery.plugin), "delivery_id": .string(delivery.id),
        "attempts": .integer(delivery.attempts + 1), "error": .string(reason),
      ])
  }
}
