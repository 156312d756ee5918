import CMicroHTTPD
import Glibc
import Synchronization

/// A thread that holds clients to their deadlines and notices those who leave.
///
/// The library's own timeout ends with every byte that comes, so a client that sends one byte a
/// second is never late; and a parked connection is not read, so nobody would notice its end.
final class Watchdog: Sendable {
  private typealias Instant = ContinuousClock.Instant

  /// A closed connection whose client may still read its last reply.
  private struct Lingering {
    var socket: Int32
    var until: Instant
    var bytesLeft = 4 << 20
  }

  private static let lingerTime = Duration.seconds(1)
  /// Lingering sockets are open files too: a flood of refused connections must not use them up.
  private let mostLingering: Int
  private static let wakeKey: UInt64 = 0
  /// Keys of lingering sockets have this bit, those of connections never.
  private static let lingerBit: UInt64 = 1 << 63

  private let core: ServerCore
  private let epoll: Int32
  private let wakeUp: Int32
  private let lingering = Mutex<[UInt64: Lingering]>([:])
  private let stopping = DrainSignal()
  private let isOver = Gate()

  init(_ core: ServerCore, connectionLimit: Int) throws(ServerError) {
    self.core = core
    mostLingering = min(256, max(4, connectionLimit / 8))
    epoll = parley_httpd_epoll_create()
    wakeUp = parley_httpd_event_counter()
    guard epoll >= 0, wakeUp >= 0,
      parley_httpd_epoll_watch_input(epoll, wakeUp, Self.wakeKey) == 0
    else {
      throw ServerError(
        .failed, "cannot watch connections: the limit of open files is reached (ulimit -n)",
        errno: errno)
    }
  }

  deinit {
    if epoll >= 0 { close(epoll) }
    if wakeUp >= 0 { close(wakeUp) }
  }

  func start() throws(ServerError) {
    try ServerThread.start("parley-watchdog") { [self] in
      run()
      isOver.open()
    }
  }

  /// Ends the thread.
  func stop() async {
    stopping.set()
    parley_httpd_event_signal(wakeUp)
    await isOver.wait()
  }

  /// Watches a connection that was just accepted, before the library gets it.
  func watch(_ connection: ClientConnection) {
    // When it cannot be watched (out of memory), the deadlines still hold.
    _ = parley_httpd_epoll_watch_leaving(epoll, connection.socket, connection.number)
    if core.connections.count == 1 { parley_httpd_event_signal(wakeUp) }
  }

  /// Keeps the last descriptor of a closed connection open for a moment, reading what still comes:
  /// closing it with unread input would reset the connection, and the client would lose the reply.
  func linger(_ socket: Int32) {
    let key = UInt64(UInt32(bitPattern: socket)) | Self.lingerBit
    let isTaken = lingering.withLock { table in
      guard table.count < mostLingering else { return false }
      table[key] = Lingering(socket: socket, until: .now + Self.lingerTime)
      return true
    }
    guard isTaken else {
      close(socket)
      return
    }
    if parley_httpd_epoll_watch_input(epoll, socket, key) != 0 { endLingering(key) }
    parley_httpd_event_signal(wakeUp)
  }

  private func run() {
    var told = [parley_httpd_event](repeating: parley_httpd_event(), count: 64)
    let tick = tick
    var nextSweep = Instant.now + tick
    while !stopping.isSet {
      let isQuiet = core.connections.count == 0 && lingering.withLock(\.isEmpty)
      let count = parley_httpd_epoll_wait(
        epoll, &told, Int32(told.count), isQuiet ? -1 : Int32(tick.milliseconds))
      for event in told.prefix(Int(max(0, count))) { handle(event) }
      let now = Instant.now
      guard now >= nextSweep else { continue }
      nextSweep = now + tick
      for connection in core.connections.all { enforce(connection, now) }
      let over = lingering.withLock { $0.filter { $0.value.until < now }.map(\.key) }
      for key in over { endLingering(key) }
    }
    for key in lingering.withLock({ Array($0.keys) }) { endLingering(key) }
  }

  /// How often the deadlines are looked at: often enough for the shortest of them.
  private var tick: Duration {
    let deadlines = core.settings.deadlines
    let shortest = min(
      deadlines.head, deadlines.idle, deadlines.body, deadlines.stall, deadlines.halfClose)
    return min(max(shortest / 4, .milliseconds(20)), .milliseconds(250))
  }

  private func handle(_ event: parley_httpd_event) {
    if event.key == Self.wakeKey {
      parley_httpd_event_clear(wakeUp)
    } else if event.key & Self.lingerBit != 0 {
      drainLingering(event.key)
    } else if let connection = core.connections[event.key] {
      connection.left(isGone: event.is_gone != 0)
      enforce(connection, .now)
    }
  }

  private func enforce(_ connection: ClientConnection, _ now: Instant) {
    switch connection.due(now, core.settings.deadlines) {
    case .nothing:
      break
    case .cut:
      core.tally.add(to: \.lateConnections)
      connection.exchange?.abandon()
      connection.cut()
    case .answerLateBody(let exchange):
      core.tally.add(to: \.lateConnections)
      exchange.answerDuringBody(
        Refusal(408, "body_too_slow", "The body did not come in time."))
      connection.cut()
    case .abandon(let exchange):
      exchange.abandon()
    }
  }

  private func drainLingering(_ key: UInt64) {
    let isOver = lingering.withLock { table in
      guard var entry = table[key] else { return false }
      defer { table[key] = entry }
      let count = withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { buffer in
        recv(entry.socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        entry.bytesLeft -= count
        return entry.bytesLeft <= 0
      }
      return count == 0 || (errno != EAGAIN && errno != EINTR)
    }
    if isOver { endLingering(key) }
  }

  private func endLingering(_ key: UInt64) {
    if let entry = lingering.withLock({ $0.removeValue(forKey: key) }) { close(entry.socket) }
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
