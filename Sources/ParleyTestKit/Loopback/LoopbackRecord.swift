import Glibc
import Synchronization

/// What a ``LoopbackServer`` has seen, and its wish to end: shared by its thread and the tests.
final class LoopbackRecord: Sendable {
  let requests = Mutex<[LoopbackServer.Request]>([])
  let sentBytes = Atomic(0)
  let requestsReceived = EventCounter()
  let opened = EventCounter()
  let closed = EventCounter()
  let departures = EventCounter()
  let stalls = EventCounter()
  /// Readable once the server is to end.
  let wakeEnd: Int32
  private let wakingEnd: Int32
  private let stopping = Atomic(false)
  private let keepsRequests: Bool

  init(keepsRequests: Bool) throws {
    self.keepsRequests = keepsRequests
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw LoopbackServer.Failure(errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (wakeEnd, wakingEnd) = (ends[0], ends[1])
  }

  deinit {
    close(wakeEnd)
    close(wakingEnd)
  }

  var isStopped: Bool { stopping.load(ordering: .acquiring) }

  func stop() {
    guard !stopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 0
    write(wakingEnd, &byte, 1)
  }

  func add(_ request: LoopbackServer.Request) {
    if keepsRequests { requests.withLock { $0.append(request) } }
    requestsReceived.signal()
  }
}
