import CMicroHTTPD
import Glibc
import ParleyDomain
import ParleyPlugin

/// A thread that accepts connections and gives them to the library.
///
/// The library could accept by itself, but spins when files run out before its first connection,
/// splits the limit of connections evenly among its threads, and refuses without a word.
final class Acceptor: Sendable {
  /// How long to leave connections waiting when no file can be opened.
  private static let breath = Duration.milliseconds(100)

  private let core: ServerCore
  private let daemon: HTTPDaemon
  private let watchdog: Watchdog
  private let sockets: [ListeningSocket]
  private let connectionLimit: Int
  private let wakeUp: Int32
  private let stopping = DrainSignal()
  private let isOver = Gate()

  init(
    _ core: ServerCore, _ daemon: HTTPDaemon, _ watchdog: Watchdog, sockets: [ListeningSocket],
    connectionLimit: Int
  ) throws(ServerError) {
    self.core = core
    self.daemon = daemon
    self.watchdog = watchdog
    self.sockets = sockets
    self.connectionLimit = connectionLimit
    wakeUp = parley_httpd_event_counter()
    guard wakeUp >= 0 else {
      throw ServerError(.failed, "the limit of open files is reached (ulimit -n)", errno: errno)
    }
  }

  deinit {
    if wakeUp >= 0 { close(wakeUp) }
  }

  func start() throws(ServerError) {
    try ServerThread.start("parley-accept") { [self] in
      run()
      for socket in sockets { socket.end() }
      isOver.open()
    }
  }

  /// Stops accepting; returns when the listening sockets are closed.
  func stop() async {
    stopping.set()
    parley_httpd_event_signal(wakeUp)
    await isOver.wait()
  }

  private func run() {
    var waits = sockets.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
    waits.append(pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0))
    var wake = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
    var lastWarning: ContinuousClock.Instant?
    while !stopping.isSet {
      guard poll(&waits, nfds_t(waits.count), -1) > 0 else { continue }
      var isExhausted = false
      for (wait, socket) in zip(waits, sockets) where wait.revents != 0 {
        isExhausted = !acceptAll(socket.socket) || isExhausted
      }
      guard isExhausted else { continue }
      if lastWarning.map({ .now - $0 > .seconds(60) }) ?? true {
        lastWarning = .now
        core.log.write(
          .error, "no connection can be accepted: the limit of open files is reached (ulimit -n)",
          ["connections": .integer(core.connections.count)])
      }
      _ = poll(&wake, 1, Int32(Self.breath.components.attoseconds / 1_000_000_000_000_000))
    }
  }

  /// Accepts what waits. False when a connection waits that cannot be accepted.
  private func acceptAll(_ listener: Int32) -> Bool {
    // Bounded, so that one listener does not starve the other.
    for _ in 0..<64 {
      var address = sockaddr_storage()
      var length = socklen_t(0)
      let socket = parley_httpd_accept(listener, &address, &length)
      if socket >= 0 {
        take(socket, address, length)
        continue
      }
      switch errno {
      case EAGAIN: return true
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return false
      default: continue  // The client has left already, or a network fault of its own.
      }
    }
    return true
  }

  private func take(_ socket: Int32, _ address: sockaddr_storage, _ length: socklen_t) {
    let connection: ClientConnection
    do throws(Refusal) {
      connection = try core.connections.add(
        socket: socket, peer: NetworkAddress.peer(address), limit: connectionLimit,
        limitPerAddress: core.settings.limits.connectionsPerAddress)
    } catch {
      turnAway(socket, error)
      return
    }
    core.tally.add(to: \.openConnections)
    core.tally.add(to: \.acceptedConnections)
    watchdog.watch(connection)
    let isTaken = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        daemon.add(socket, $0, max(length, socklen_t(MemoryLayout<sa_family_t>.size)))
      }
    }
    guard !isTaken else { return }
    // The library has closed the socket.
    core.connections.remove(connection)
    core.tally.add(-1, to: \.openConnections)
  }

  private func turnAway(_ socket: Int32, _ refusal: Refusal) {
    core.tally.add(to: \.refusedConnections)
    let reply = WholeReply(
      status: refusal.status,
      headers: [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "1")],
      body: Array("\(refusal.detail)\n".utf8))
    let bytes = reply.closingBytes(requestID: RequestIdentifier.fresh())
    _ = bytes.withUnsafeBytes { bytes in
      send(
        socket, bytes.baseAddress, bytes.count,
        Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
    }
    _ = shutdown(socket, Int32(SHUT_WR))
    watchdog.linger(socket)
  }
}
