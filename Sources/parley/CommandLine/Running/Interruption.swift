import Dispatch
import Glibc
import Synchronization

/// Turns signals into an orderly end: the first cancels the work, the second ends it at once.
///
/// Signals that the parent has told us to ignore (`nohup`, a job in the background of a script) stay
/// ignored.
final class Interruption: Sendable {
  private let received = Mutex<[Int32]>([])
  private let sources = Mutex<[any DispatchSourceSignal]>([])
  private let first: @Sendable (Int32) -> Void
  private let second: @Sendable () -> Void

  /// - Parameters:
  ///   - first: asks the work to stop; called on a dispatch queue.
  ///   - second: does not wait for it any longer.
  init(first: @escaping @Sendable (Int32) -> Void, second: @escaping @Sendable () -> Void) {
    self.first = first
    self.second = second
  }

  /// Begins to listen, for as long as the program runs or until ``ignore()``. Returns when the signals
  /// do arrive here; one that comes earlier is lost.
  func listen(to signals: [Int32]) {
    let queue = DispatchQueue(label: "parley.signals")
    let registered = DispatchGroup()
    for number in signals where !Self.isIgnored(number) {
      // The source only sees a signal that does not kill us first.
      signal(number, SIG_IGN)
      sources.withLock { sources in
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { [weak self] in self?.receive(number) }
        registered.enter()
        source.setRegistrationHandler { registered.leave() }
        source.activate()
        sources.append(source)
      }
    }
    registered.wait()
  }

  /// Stops listening; the signals are ignored from then on.
  func ignore() {
    sources.withLock { sources in
      for source in sources { source.cancel() }
      sources = []
    }
  }

  /// What the program ends with: work that Ctrl-C cut short is not done, however calmly it returned.
  /// A server that was told to terminate has done its work.
  func status(after status: ExitStatus) -> ExitStatus {
    status == .ok && received.withLock { $0.contains(SIGINT) } ? .interrupted : status
  }

  private func receive(_ number: Int32) {
    let count = received.withLock { numbers in
      numbers.append(number)
      return numbers.count
    }
    if count == 1 { first(number) } else { second() }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0, let handler = action.__sigaction_handler.sa_handler
    else { return false }
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
