import CMicroHTTPD
import Glibc

/// The running library: the threads that read and write connections.
///
/// `@unchecked Sendable`: the two pointers are set once; the library's functions that are called
/// with them may be called from any thread, and `stop` is called once.
final class HTTPDaemon: @unchecked Sendable {
  /// The pool of memory that a connection has for the head and for reading: the library takes
  /// larger ones by itself, so it is well above ``ServerLimits/head``.
  private static let memoryPerConnection = 32 << 10

  private let daemon: OpaquePointer
  private let callbacks: UnsafeMutablePointer<parley_httpd_callbacks>

  init(_ core: ServerCore, watchdog: Watchdog, connections: Int) throws(ServerError) {
    let callbacks = UnsafeMutablePointer<parley_httpd_callbacks>.allocate(capacity: 1)
    let context = Unmanaged.passRetained(HTTPCallbacks.Context(core: core, watchdog: watchdog))
    callbacks.initialize(to: HTTPCallbacks.table(context.toOpaque()))
    let threads = min(max(core.settings.threads, 1), 16)
    // Each thread gets its share of the library's limit, and connections fall unevenly. Ours holds.
    let libraryLimit = UInt32(clamping: (connections + 1) * threads)
    let memory = max(Self.memoryPerConnection, core.settings.limits.head * 2)
    guard
      let daemon = parley_httpd_start(callbacks, UInt32(threads), libraryLimit, memory)
    else {
      context.release()
      callbacks.deallocate()
      throw ServerError(.failed, "libmicrohttpd does not start", errno: errno)
    }
    self.daemon = daemon
    self.callbacks = callbacks
  }

  /// Gives an accepted connection to the library, which owns its socket from then on.
  func add(
    _ socket: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t
  ) -> Bool {
    MHD_add_connection(daemon, socket, address, length) == .YES
  }

  /// Ends all threads. Blocks; no connection may be parked.
  func stop() {
    MHD_stop_daemon(daemon)
    if let context = callbacks.pointee.context {
      Unmanaged<HTTPCallbacks.Context>.fromOpaque(context).release()
    }
    callbacks.deallocate()
  }
}
