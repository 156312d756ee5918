import Glibc
import Synchronization

/// A scripted HTTP/1.1 server on 127.0.0.1, for tests of clients: every fault can be made at will.
///
/// It takes one request after the other on each connection, records it, and carries out the steps
/// that the script names for it. What it sees, tests can await.
public final class LoopbackServer: Sendable {
  /// A request as it came.
  public struct Request: Sendable {
    public var method: String
    /// Path and query.
    public var target: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    /// The first value of a header, whatever the case of its name.
    public subscript(header name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// What the server does next.
  public enum Step: Sendable {
    case send([UInt8])
    /// Goes on once the event has happened, or the client has gone.
    case wait(for: EventCounter)
    /// Says nothing until the client goes.
    case hang
    /// Ends the connection with a TCP reset.
    case reset
    /// Ends the connection in order.
    case close
  }

  public typealias Script = @Sendable (Request) -> [Step]

  /// The port cannot be opened.
  public struct Failure: Error {
    public let errno: Int32
  }

  public let port: UInt16
  public let requestsReceived: EventCounter
  public let connectionsOpened: EventCounter
  /// Connections that have ended, whoever ended them.
  public let connectionsClosed: EventCounter
  /// Happens every 100 ms in which a client takes nothing although there is more to send.
  public let stalls: EventCounter
  /// Happens once after ``stop()``: the port is closed.
  public let listenerClosed: EventCounter
  private let shared: LoopbackConnections

  /// Opens a free port and begins to serve.
  public init(_ script: @escaping Script) throws {
    let shared = LoopbackConnections(script)
    self.shared = shared
    requestsReceived = shared.requestsReceived
    connectionsOpened = shared.opened
    connectionsClosed = shared.closed
    stalls = shared.stalls
    listenerClosed = shared.listenerClosed
    let (listener, port) = try Self.listen()
    self.port = port
    shared.track(listener)
    startThread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { break }
        shared.track(socket)
        shared.opened.signal()
        startThread { shared.serve(socket) }
      }
      shared.end(listener)
      shared.listenerClosed.signal()
    }
  }

  deinit {
    stop()
  }

  /// The server's address, without a path.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// All requests so far, in the order in which they were complete.
  public var requests: [Request] { shared.requests.withLock { $0 } }

  /// Bytes that the clients' side of the connections has taken so far.
  public var sentBytes: Int { shared.sentBytes.load(ordering: .relaxed) }

  /// Ends all connections and closes the port.
  public func stop() {
    shared.stop()
  }

  private static func listen() throws -> (socket: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && Glibc.listen(listener, 128) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard isListening else { throw Failure(errno: errno) }
    return (listener, UInt16(bigEndian: address.sin_port))
  }
}

/// Runs work on a thread of its own, detached.
private func startThread(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  let box = Unmanaged.passRetained(Box(work)).toOpaque()
  let result = pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
      return nil
    }, box)
  precondition(result == 0, "no thread for the loopback server")
  pthread_detach(thread)
}
