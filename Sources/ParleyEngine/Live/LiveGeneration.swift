import ParleyDomain
import ParleyPlugin
import Synchronization

/// Something that readers of a generation hear, in order.
///
/// A reply has thousands, most of them a few letters, which are kept for those who come back: the
/// rare large ones lie elsewhere, so that each takes no more room than a text.
package enum LiveEvent: Sendable {
  case turn(TurnEvent)
  /// The reply is whole and stored. The last event.
  indirect case done(TurnReply)
  /// No whole reply could be made and what came of it is stored, or a ``ReplyNotSaved``. The last
  /// event.
  case failed(any Error)

  package var isLast: Bool {
    switch self {
    case .turn: false
    case .done, .failed: true
    }
  }
}

/// A generation in the making: its events so far, and those who read them.
///
/// Any number of readers read at their own pace from any event on; a slow one holds up nobody. When
/// the last one has left and does not come back in time, the generation ends as interrupted.
package final class LiveGeneration: Sendable {
  package let turn: AcceptedTurn
  private let control: TurnControl

  private struct State {
    var events: [LiveEvent] = []
    var text = ""
    var waiters: [Int: Waiter] = [:]
    var lastWaiter = 0
    var readers = 0
    /// Counts arrivals and departures, so that a late timer notices that somebody came back.
    var attendance = 0
    var task: Task<Void, Never>?
    var isFinished = false
  }

  /// Somebody who waits for more events than this many, or for the end.
  private struct Waiter {
    var position: Int
    var continuation: CheckedContinuation<Void, Never>
  }

  private let state = Mutex(State())

  init(_ turn: AcceptedTurn, control: TurnControl) {
    self.turn = turn
    self.control = control
    state.withLock { $0.events = [.turn(turn.event)] }
  }

  // MARK: Making

  /// Takes the task that makes the reply, so that it can be ended.
  func run(_ task: Task<Void, Never>) {
    let isOver = state.withLock { state in
      state.task = task
      return state.isFinished
    }
    if isOver { state.withLock { $0.task = nil } }
  }

  func append(_ event: LiveEvent) {
    let due = state.withLock { state -> [Waiter] in
      state.events.append(event)
      if case .turn(.delta(let text)) = event { state.text += text }
      if event.isLast {
        state.isFinished = true
        state.task = nil
      }
      let due = state.waiters.filter { state.isFinished || state.events.count > $0.value.position }
      for number in due.keys { state.waiters[number] = nil }
      return Array(due.values)
    }
    for waiter in due { waiter.continuation.resume() }
  }

  /// The text so far, for a checkpoint.
  package var text: String { state.withLock { $0.text } }

  package var isFinished: Bool { state.withLock { $0.isFinished } }

  /// Ends the generation early; the text so far is kept. Does nothing when it is over.
  package func end(_ reason: EndingReason) {
    let task = state.withLock { $0.isFinished ? nil : $0.task }
    guard let task else { return }
    control.set(reason)
    task.cancel()
  }

  /// Waits until the reply has ended, in whichever way.
  package func finished() async {
    _ = await lastEvent()
  }

  // MARK: Reading

  /// The events after the first `position` ones, as soon as there are any; empty after the last, and
  /// when the reading task is cancelled.
  package func events(after position: Int) async -> [LiveEvent] {
    while !Task.isCancelled {
      let (events, isFinished) = state.withLock { state in
        (Array(state.events.dropFirst(max(0, position))), state.isFinished)
      }
      if !events.isEmpty || isFinished { return events }
      await change(after: position)
    }
    return []
  }

  /// The last event, once the reply has ended; `nil` when the reading task is cancelled before. Events
  /// before it wake nobody.
  package func lastEvent() async -> LiveEvent? {
    while !Task.isCancelled {
      let last = state.withLock { $0.isFinished ? $0.events.last : nil }
      if let last { return last }
      await change(after: .max)
    }
    return nil
  }

  /// Returns when there are more events than `position`, or the task is cancelled.
  private func change(after position: Int) async {
    let number = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if state.events.count > position || state.isFinished || Task.isCancelled { return true }
          state.waiters[number] = Waiter(position: position, continuation: continuation)
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume()
    }
  }

  /// Says that somebody reads.
  package func attach() {
    state.withLock { state in
      state.readers += 1
      state.attendance += 1
    }
  }

  /// Says that a reader has left. When it was the last one, the generation ends unless somebody
  /// comes back within `grace`.
  package func detach(grace: Duration) {
    detach { try await Task.sleep(for: grace) }
  }

  /// As ``detach(grace:)``, waiting for whatever else tells that the time is over. Returns the task
  /// that waits; `nil` when nobody has to.
  @discardableResult
  package func detach(
    timeIsOver: @escaping @Sendable () async throws -> Void
  ) -> Task<Void, Never>? {
    let attendance = state.withLock { state -> Int? in
      state.readers -= 1
      state.attendance += 1
      return state.readers == 0 && !state.isFinished ? state.attendance : nil
    }
    guard let attendance else { return nil }
    return Task {
      do {
        try await timeIsOver()
      } catch {
        return
      }
      if state.withLock({ $0.attendance == attendance }) { end(.left) }
    }
  }
}
