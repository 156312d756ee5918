import Dispatch
import Glibc
import Testing

@testable import parley

/// With signals that mean nothing to the process that runs the tests.
@Suite(.serialized) struct InterruptionTests {
  @Test func theFirstSignalAsksAndTheSecondInsists() async {
    let (events, continuation) = AsyncStream.makeStream(of: String.self)
    let interruption = Interruption(
      first: { continuation.yield("first \($0 == SIGUSR1)") },
      second: { continuation.yield("second") })
    interruption.listen(to: [SIGUSR1])
    defer {
      interruption.ignore()
      signal(SIGUSR1, SIG_DFL)
    }
    var iterator = events.makeAsyncIterator()
    kill(getpid(), SIGUSR1)
    #expect(await iterator.next() == "first true")
    kill(getpid(), SIGUSR1)
    #expect(await iterator.next() == "second")
  }

  @Test func whatTheParentIgnoresStaysIgnored() async {
    let (events, continuation) = AsyncStream.makeStream(of: Int32.self)
    signal(SIGUSR2, SIG_IGN)
    let interruption = Interruption(first: { continuation.yield($0) }, second: {})
    interruption.listen(to: [SIGUSR2, SIGWINCH])
    defer {
      interruption.ignore()
      signal(SIGUSR2, SIG_DFL)
      signal(SIGWINCH, SIG_DFL)
    }
    var iterator = events.makeAsyncIterator()
    kill(getpid(), SIGUSR2)
    kill(getpid(), SIGWINCH)
    #expect(await iterator.next() == SIGWINCH)
  }

  @Test func withoutASignalTheStatusStands() {
    let interruption = Interruption(first: { _ in }, second: {})
    #expect(interruption.status(after: .ok) == .ok)
    #expect(interruption.status(after: .config) == .config)
  }
}
