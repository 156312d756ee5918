import Dispatch
import Glibc

/// Serves all connections of a ``LoopbackServer`` on one thread, with `poll`.
///
/// A wake-up costs a look at every connection (some 50 ns each), and there is at most one each
/// millisecond for what is due by time; so a few thousand streams leave most of a core to others.
struct LoopbackLoop {
  /// Where the places of the connections begin in `polled`.
  private static let firstPlace = 2

  private let listener: Int32
  private let record: LoopbackRecord
  private let script: LoopbackServer.Script
  private var connections: [LoopbackConnection] = []
  /// The waking pipe, the listener, and one place for each connection, in the same order.
  private var polled: [pollfd]

  init(listener: Int32, record: LoopbackRecord, script: @escaping LoopbackServer.Script) {
    self.listener = listener
    self.record = record
    self.script = script
    polled = [record.wakeEnd, listener].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  }

  /// Serves until the record says that it is over; then all sockets are closed.
  mutating func run() {
    while !record.isStopped {
      poll(&polled, nfds_t(polled.count), timeout())
      let now = Self.now()
      for index in connections.indices.reversed() { advance(index, now: now) }
      if polled[1].revents != 0 { accept() }
    }
    close(listener)
    for index in connections.indices.reversed() { remove(index) }
  }

  /// Milliseconds until something is due; -1 for never.
  private func timeout() -> Int32 {
    guard let due = connections.lazy.map(\.dueAt).min(), due != .max else { return -1 }
    // Rounded up, so that it is due then.
    return Int32(clamping: max(0, due - Self.now() + 999_999) / 1_000_000)
  }

  private mutating func advance(_ index: Int, now: Int64) {
    let ready = polled[index + Self.firstPlace].revents
    guard ready != 0 || connections[index].dueAt <= now else { return }
    if connections[index].advance(ready: ready, now: now, record: record, script: script) {
      polled[index + Self.firstPlace].events = connections[index].events
    } else {
      remove(index)
    }
  }

  /// The last connection takes the place of the removed one; it has had its turn.
  private mutating func remove(_ index: Int) {
    close(connections[index].socket)
    connections.swapAt(index, connections.count - 1)
    connections.removeLast()
    polled.swapAt(index + Self.firstPlace, polled.count - 1)
    polled.removeLast()
    polled[1].events = Int16(POLLIN)
    record.closed.signal()
  }

  private mutating func accept() {
    while true {
      let socket = Glibc.accept(listener, nil, nil)
      guard socket >= 0 else {
        // Out of files: the next one is taken when another has gone.
        if errno == EMFILE || errno == ENFILE { polled[1].events = 0 }
        return
      }
      connections.append(LoopbackConnection(socket: socket))
      polled.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0))
      record.opened.signal()
    }
  }

  /// Nanoseconds of the monotonic clock.
  private static func now() -> Int64 {
    Int64(clamping: DispatchTime.now().uptimeNanoseconds)
  }
}
