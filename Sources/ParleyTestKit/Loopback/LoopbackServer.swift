import Glibc
import Synchronization

/// A scripted HTTP/1.1 server on 127.0.0.1, for tests of clients: every fault can be made at will.
///
/// It takes one request after the other on each connection, records it, and carries out the steps
/// that the script names for it. What it sees, tests can await. One thread serves all connections
/// (``LoopbackLoop``), so that thousands of them cost little.
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

  /// Called on the server's thread; must not block.
  public typealias Script = @Sendable (Request) -> [Step]

  /// The port cannot be opened.
  public struct Failure: Error {
    public let errno: Int32
  }

  public let port: UInt16
  private let record: LoopbackRecord

  /// Opens a port, any free one for 0, and begins to serve.
  ///
  /// Without `keepsRequests` they are only counted: what runs for long would collect them.
  public convenience init(
    port: UInt16 = 0, keepsRequests: Bool = true, _ script: @escaping Script
  ) throws {
    try self.init(port: port, record: LoopbackRecord(keepsRequests: keepsRequests), script)
  }

  init(port: UInt16, record: LoopbackRecord, _ script: @escaping Script) throws {
    self.record = record
    let (listener, port) = try Self.listen(port)
    self.port = port
    startThread {
      var loop = LoopbackLoop(listener: listener, record: record, script: script)
      loop.run()
    }
  }

  deinit {
    stop()
  }

  public var requestsReceived: EventCounter { record.requestsReceived }
  public var connectionsOpened: EventCounter { record.opened }
  /// Connections that have ended, whoever ended them.
  public var connectionsClosed: EventCounter { record.closed }
  /// Clients that left before their response was over.
  public var departures: EventCounter { record.departures }
  /// Happens every 100 ms in which a client takes nothing although there is more to send.
  public var stalls: EventCounter { record.stalls }

  /// The server's address, without a path.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// All requests so far, in the order in which they were complete.
  public var requests: [Request] { record.requests.withLock { $0 } }

  /// Bytes that the clients' side of the connections has taken so far.
  public var sentBytes: Int { record.sentBytes.load(ordering: .relaxed) }

  /// Ends all connections and closes the port.
  public func stop() {
    record.stop()
  }

  private static func listen(_ port: UInt16) throws -> (socket: Int32, port: UInt16) {
    let type = [SOCK_STREAM, SOCK_CLOEXEC, SOCK_NONBLOCK].reduce(0) { $0 | Int32($1.rawValue) }
    let listener = socket(AF_INET, type, 0)
    var reuses: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuses, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && Glibc.listen(listener, 4096) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard isListening else {
      let failure = Failure(errno: errno)
      close(listener)
      throw failure
    }
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
