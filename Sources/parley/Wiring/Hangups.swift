import Dispatch
import Glibc
import Synchronization

/// The `SIGHUP`s that the process gets, as a stream. Several in a row that nobody has taken yet count
/// as one.
final class Hangups: Sendable {
  let stream: AsyncStream<Void>
  private let source = Mutex<(any DispatchSourceSignal)?>(nil)

  /// From now on a hang-up is heard here and does not end the program.
  init() {
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.stream = stream
    // The source only sees a signal that does not kill us first.
    signal(SIGHUP, SIG_IGN)
    let registered = DispatchSemaphore(value: 0)
    source.withLock { held in
      let source = DispatchSource.makeSignalSource(
        signal: SIGHUP, queue: DispatchQueue(label: "parley.hangups"))
      source.setEventHandler { continuation.yield() }
      source.setRegistrationHandler { registered.signal() }
      source.activate()
      held = source
    }
    registered.wait()
  }

  deinit {
    source.withLock { $0?.cancel() }
  }
}
