import CMicroHTTPD
import Glibc

/// A socket at which connections arrive.
struct ListeningSocket: Sendable {
  var socket: Int32
  /// The TCP port; 0 for a socket file.
  var port: Int
  /// The socket file, to be removed at the end.
  var path: String?

  /// Closes the socket and removes its file.
  func end() {
    if let path { unlink(path) }
    close(socket)
  }

  /// Listens at all addresses of a host. With port 0 the first takes any free port and the others
  /// the same one.
  static func tcp(host: String, port: Int) throws(ServerError) -> [ListeningSocket] {
    guard (0...65_535).contains(port) else {
      throw ServerError(.invalidSettings, "the port \(port) is not between 0 and 65535")
    }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE
    var first: UnsafeMutablePointer<addrinfo>?
    let fault = getaddrinfo(host, nil, &hints, &first)
    guard fault == 0 else {
      throw ServerError(
        .addressUnavailable,
        "cannot listen at '\(host)': \(String(cString: gai_strerror(fault)))")
    }
    defer { freeaddrinfo(first) }
    var sockets: [ListeningSocket] = []
    var lastFault: ServerError?
    var next = first
    while let info = next {
      next = info.pointee.ai_next
      do throws(ServerError) {
        sockets.append(
          try listen(info.pointee, host: host, port: sockets.first?.port ?? port))
      } catch {
        lastFault = error
        // A machine without IPv6 still serves 'localhost'; a port that is taken is a fault.
        guard error.kind == .addressInUse else { continue }
        for socket in sockets { socket.end() }
        throw error
      }
    }
    if sockets.isEmpty {
      throw lastFault ?? ServerError(.addressUnavailable, "'\(host)' has no address")
    }
    return sockets
  }

  private static func listen(
    _ info: addrinfo, host: String, port: Int
  ) throws(ServerError) -> ListeningSocket {
    let socket = Glibc.socket(
      info.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
      0)
    guard socket >= 0 else { throw .listening("\(host):\(port)", errno) }
    var on: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    let (bound, code) = NetworkAddress.with(info, port: port) { address, length in
      (bind(socket, address, length) == 0 && Glibc.listen(socket, backlog) == 0, errno)
    }
    guard bound, let actual = NetworkAddress.port(of: socket) else {
      close(socket)
      throw .listening("\(host):\(port)", code)
    }
    return ListeningSocket(socket: socket, port: actual)
  }

  /// Connections that the kernel keeps until they are accepted; it has its own limit as well.
  private static let backlog: Int32 = 4_096

  /// Listens at a socket file that only this user can open. A file that a dead server left is
  /// replaced; one at which somebody answers is not.
  static func unix(path: String) throws(ServerError) -> ListeningSocket {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let capacity = MemoryLayout.size(ofValue: address.sun_path) - 1
    guard !path.isEmpty, path.utf8.count <= capacity, !path.utf8.contains(0) else {
      throw ServerError(
        .invalidSettings,
        "the socket file's path '\(path)' must have 1 to \(capacity) bytes: use a shorter folder")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    try removeStale(path, address)
    let socket = Glibc.socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard socket >= 0 else { throw .listening(path, errno) }
    // Set before bind, so that the file never exists with other rights.
    fchmod(socket, 0o600)
    let (bound, code) = withSockaddr(address) { pointer, length in
      (bind(socket, pointer, length) == 0, errno)
    }
    guard bound, chmod(path, 0o600) == 0, Glibc.listen(socket, backlog) == 0 else {
      close(socket)
      throw .listening(path, code)
    }
    return ListeningSocket(socket: socket, port: 0, path: path)
  }

  private static func removeStale(_ path: String, _ address: sockaddr_un) throws(ServerError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ServerError(
        .addressInUse, "'\(path)' is there and is not a socket: move it away", errno: EADDRINUSE)
    }
    let probe = Glibc.socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { throw .listening(path, errno) }
    defer { close(probe) }
    let (answered, code) = withSockaddr(address) { pointer, length in
      (connect(probe, pointer, length) == 0, errno)
    }
    guard !answered, code == ECONNREFUSED || code == ENOENT else {
      throw .listening(path, EADDRINUSE)
    }
    unlink(path)
  }

  private static func withSockaddr<Result>(
    _ address: sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}

extension ServerError {
  fileprivate static func listening(_ place: String, _ code: Int32) -> ServerError {
    let reason = String(cString: strerror(code))
    return switch code {
    case EADDRINUSE:
      ServerError(
        .addressInUse, "cannot listen at \(place): another program does already", errno: code)
    case EADDRNOTAVAIL, EAFNOSUPPORT, EACCES:
      ServerError(.addressUnavailable, "cannot listen at \(place): \(reason)", errno: code)
    default:
      ServerError(.failed, "cannot listen at \(place): \(reason)", errno: code)
    }
  }
}
