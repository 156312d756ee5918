import Glibc

/// A port of this machine that refuses every connection for as long as this is kept.
///
/// It is bound and never listened on: a port that was merely closed may be taken by the next server.
public final class ClosedPort: Sendable {
  public let number: UInt16
  private let socket: Int32

  /// Throws ``LoopbackServer/Failure`` when there is no port.
  public init() throws {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    socket = Glibc.socket(AF_INET, type, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { [socket] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
      }
    }
    number = UInt16(bigEndian: address.sin_port)
    guard isBound else { throw LoopbackServer.Failure(errno: errno) }
  }

  deinit {
    close(socket)
  }

  /// Its address, without a path.
  public var url: String { "http://127.0.0.1:\(number)" }
}
