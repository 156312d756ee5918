import CMicroHTTPD
import Glibc
import Synchronization

/// One connection and where it stands, for the watchdog. The library owns the socket; it is touched
/// here only under the lock and only while it is open, as its number may be another's afterwards.
final class ClientConnection: Sendable {
  typealias Instant = ContinuousClock.Instant

  enum Phase: Sendable {
    /// Waits for the head of a request, or the rest of it, since then.
    case head(since: Instant)
    /// Has been answered and waits for the next request.
    case idle(since: Instant)
    /// Reads a body, of which this much has come.
    case body(since: Instant, received: Int)
    /// A handler works, or a producer has nothing to send.
    case working
    /// The reply is being sent; the reader took some of it then.
    case replying(since: Instant)
  }

  private struct State {
    var phase = Phase.head(since: .now)
    var isOpen = true
    var exchange: Exchange?
    var leftAt: Instant?
    var lingers = false
    var hasHadRequest = false
  }

  let number: UInt64
  let socket: Int32
  let peer: ServerRequest.Peer
  private let state = Mutex(State())

  init(number: UInt64, socket: Int32, peer: ServerRequest.Peer) {
    self.number = number
    self.socket = socket
    self.peer = peer
  }

  /// A request line has come.
  func began(_ exchange: Exchange) {
    state.withLock { state in
      state.exchange = exchange
      if case .idle = state.phase { state.phase = .head(since: .now) }
    }
  }

  /// The head of a request was complete and could be read, whether or not it was let through.
  func readHead() {
    state.withLock { $0.hasHadRequest = true }
  }

  /// Whether the client has sent something that is no request. Only before ``closing()``.
  var isUnreadable: Bool {
    state.withLock { $0.isOpen && !$0.hasHadRequest && parley_httpd_bytes_received(socket) > 0 }
  }

  /// The exchange is over; the connection may be used for the next one.
  func ended(_ exchange: Exchange) {
    state.withLock { state in
      guard state.exchange === exchange else { return }
      state.exchange = nil
      state.phase = .idle(since: .now)
    }
  }

  /// The request that is being read or answered.
  var exchange: Exchange? { state.withLock { $0.exchange } }

  func enter(_ phase: Phase) {
    state.withLock { $0.phase = phase }
  }

  func receivedBody(_ count: Int) {
    state.withLock { state in
      if case .body(let since, let received) = state.phase {
        state.phase = .body(since: since, received: received + count)
      }
    }
  }

  /// The library is about to close the socket. Returns a second descriptor of it when the client has
  /// to be given time to read what was said to it.
  func closing() -> Int32? {
    state.withLock { state in
      state.isOpen = false
      state.exchange = nil
      guard state.lingers else { return nil }
      let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
      return copy >= 0 ? copy : nil
    }
  }

  /// The client has closed its sending half (`isGone`: the whole connection).
  func left(isGone: Bool) {
    state.withLock { state in
      // Long ago, so that no time is left for a reply.
      state.leftAt = isGone ? .now - .seconds(3600) : state.leftAt ?? .now
    }
  }

  /// What is due, by the deadlines.
  func due(_ now: Instant, _ deadlines: ServerDeadlines) -> Due {
    state.withLock { state in
      guard state.isOpen else { return .nothing }
      if let leftAt = state.leftAt, now - leftAt >= deadlines.halfClose,
        let exchange = state.exchange
      {
        return .abandon(exchange)
      }
      switch state.phase {
      case .head(let since):
        return now - since > deadlines.head ? .cut : .nothing
      case .idle(let since):
        if now - since > deadlines.idle { return .cut }
        if let begun = Self.lastByte(socket, now), begun > since + .milliseconds(20) {
          state.phase = .head(since: begun)
        }
        return .nothing
      case .body(let since, let received):
        let rate = Double(max(1, deadlines.bodyBytesPerSecond))
        let limit = max(deadlines.body, .seconds(Double(received) / rate))
        guard now - since > limit, let exchange = state.exchange else { return .nothing }
        return .answerLateBody(exchange)
      case .working:
        return .nothing
      case .replying(let since):
        return now - since > deadlines.stall ? .cut : .nothing
      }
    }
  }

  /// What the watchdog has to do about a connection.
  enum Due: Sendable {
    case nothing
    case cut
    case answerLateBody(Exchange)
    /// The client has left its running request.
    case abandon(Exchange)
  }

  /// Ends the connection in both directions; the library notices and closes it.
  func cut() {
    state.withLock { state in
      if state.isOpen { _ = shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Says the last words on a connection whose body is still coming: the library takes no reply
  /// then. False when the body has come meanwhile, so that the library may be writing.
  @discardableResult
  func sendLast(_ bytes: [UInt8]) -> Bool {
    state.withLock { state in
      guard state.isOpen, case .body = state.phase else { return false }
      _ = bytes.withUnsafeBytes { bytes in
        send(
          socket, bytes.baseAddress, bytes.count,
          Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
      }
      state.phase = .working
      state.lingers = true
      return true
    }
  }

  /// Gives the client time to read its reply before unread input resets the connection.
  func linger() {
    state.withLock { $0.lingers = true }
  }

  /// When the last byte came in over TCP.
  private static func lastByte(_ socket: Int32, _ now: Instant) -> Instant? {
    let milliseconds = parley_httpd_since_last_byte(socket)
    return milliseconds < 0 ? nil : now - .milliseconds(milliseconds)
  }
}
