import CMicroHTTPD
import Glibc

/// Reads and writes the operating system's addresses.
enum NetworkAddress {
  /// An address with this port put in.
  static func with<Result>(
    _ info: addrinfo, port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var storage = sockaddr_storage()
    return withUnsafeMutableBytes(of: &storage) { bytes in
      if let address = info.ai_addr {
        bytes.copyMemory(
          from: UnsafeRawBufferPointer(
            start: address, count: min(Int(info.ai_addrlen), bytes.count)))
      }
      // Both families have the port behind the family, in network order.
      bytes.storeBytes(
        of: in_port_t(truncatingIfNeeded: port).bigEndian,
        toByteOffset: MemoryLayout<sa_family_t>.size, as: in_port_t.self)
      return bytes.withMemoryRebound(to: sockaddr.self) { pointer in
        pointer.baseAddress.map { body($0, info.ai_addrlen) }
      } ?? body(UnsafePointer(info.ai_addr), info.ai_addrlen)
    }
  }

  /// The port that a TCP socket is bound to.
  static func port(of socket: Int32) -> Int? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutableBytes(of: &storage) { bytes in
      let result = bytes.withMemoryRebound(to: sockaddr.self) { pointer in
        getsockname(socket, pointer.baseAddress, &length)
      }
      guard result == 0 else { return nil }
      return Int(
        in_port_t(
          bigEndian: bytes.load(
            fromByteOffset: MemoryLayout<sa_family_t>.size, as: in_port_t.self)))
    }
  }

  /// Who an accepted connection comes from.
  static func peer(_ storage: sockaddr_storage) -> ServerRequest.Peer {
    switch Int32(storage.ss_family) {
    case AF_INET:
      return withUnsafeBytes(of: storage) { bytes in
        ipv4(Array(bytes[4..<8]))
      }
    case AF_INET6:
      return withUnsafeBytes(of: storage) { bytes in
        let address = Array(bytes[8..<24])
        if address[0..<10].allSatisfy({ $0 == 0 }), address[10...11].allSatisfy({ $0 == 0xFF }) {
          return ipv4(Array(address[12...]))
        }
        let isLoopback = address[0..<15].allSatisfy { $0 == 0 } && address[15] == 1
        return .tcp(address: text(address, AF_INET6), isLoopback: isLoopback)
      }
    default:
      return .unixSocket
    }
  }

  private static func ipv4(_ address: [UInt8]) -> ServerRequest.Peer {
    .tcp(address: text(address, AF_INET), isLoopback: address.first == 127)
  }

  private static func text(_ address: [UInt8], _ family: Int32) -> String {
    let capacity = Int(INET6_ADDRSTRLEN)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      buffer.initialize(repeating: 0)
      guard let start = buffer.baseAddress,
        inet_ntop(family, address, start, socklen_t(capacity)) != nil
      else { return "unknown" }
      return String(cString: start)
    }
  }
}
