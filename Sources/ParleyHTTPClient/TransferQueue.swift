import CCurl
import Synchronization

/// Hands commands to the I/O thread and wakes it.
final class TransferQueue: Sendable {
  /// What the I/O thread is asked to do.
  enum Command: Sendable {
    case start(Transfer)
    /// The reader has taken what waited for it.
    case resume(Transfer)
    /// Nobody reads any more; the transfer may end by itself, but soon.
    case discard(Transfer)
    case cancel(Transfer)
    case shutDown
  }

  private struct State {
    var commands: [Command] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  /// Readable while commands wait (eventfd). Lives as long as anybody could post.
  let wakeUp: Int32

  init() throws(HTTPClientError) {
    wakeUp = parley_event_counter()
    guard wakeUp >= 0 else {
      throw HTTPClientError(
        .failed, "cannot make an event counter: the limit of open files is reached (ulimit -n)")
    }
  }

  deinit {
    close(wakeUp)
  }

  /// Returns `false` when the I/O thread has ended.
  @discardableResult
  func post(_ command: Command) -> Bool {
    let wasEmpty: Bool? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.commands.append(command)
      return state.commands.count == 1
    }
    if wasEmpty == true { parley_event_signal(wakeUp) }
    return wasEmpty != nil
  }

  /// Takes all commands, oldest first.
  func take() -> [Command] {
    parley_event_clear(wakeUp)
    return state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }

  /// Refuses further commands and returns those not yet taken.
  func closeForever() -> [Command] {
    state.withLock { state in
      state.isClosed = true
      defer { state.commands = [] }
      return state.commands
    }
  }
}
