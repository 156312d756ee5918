import CMicroHTTPD

/// Where a connection waits while a handler works: the library neither reads nor writes it then.
///
/// The library forgets a wake-up that comes before its sleep. So both happen under the lock of the
/// exchange that owns this value: it parks only while there is nothing to do, and whoever brings
/// something to do wakes it only while it is parked.
struct Parking {
  /// As an integer, which may go from thread to thread: the pointer is used in the library's
  /// callbacks for this connection, and from elsewhere only while the connection is parked, which
  /// keeps the library from freeing it.
  private let connection: Int
  private var isParked = false

  init(_ connection: OpaquePointer) {
    self.connection = Int(bitPattern: connection)
  }

  /// Called on the library's thread, inside of one of its callbacks for this connection.
  mutating func park() {
    guard !isParked, let connection = OpaquePointer(bitPattern: connection) else { return }
    MHD_suspend_connection(connection)
    isParked = true
  }

  /// Lets the library go on with the connection, when it is parked.
  mutating func wake() {
    guard isParked, let connection = OpaquePointer(bitPattern: connection) else { return }
    isParked = false
    MHD_resume_connection(connection)
  }
}
