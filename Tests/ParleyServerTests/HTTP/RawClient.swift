import Foundation
import Glibc
import Synchronization

/// A client that sends what a test writes, byte by byte, and reads what comes. Its calls block a
/// thread of its own, never one that the server's tasks need.
final class RawClient: Sendable {
  struct Failure: Error {
    var call: String
    var errno: Int32
  }

  let socket: Int32
  /// What came with a reply and belongs to the next.
  private let unread = Mutex<[UInt8]>([])

  /// Connects over TCP to the loopback address. `receiveBuffer` bytes shrink what the kernel takes
  /// in for a reader that does not read.
  static func connect(port: Int, receiveBuffer: Int32? = nil) async throws -> RawClient {
    let client = RawClient(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    if var size = receiveBuffer {
      setsockopt(client.socket, SOL_SOCKET, SO_RCVBUF, &size, 4)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let target = address
    try await client.connect { socket in
      withUnsafePointer(to: target) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    return client
  }

  /// Connects to a socket file.
  static func connect(path: String) async throws -> RawClient {
    let client = RawClient(Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let target = address
    try await client.connect { socket in
      withUnsafePointer(to: target) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
    return client
  }

  private init(_ socket: Int32) {
    self.socket = socket
    // No test waits for ever.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  private func connect(_ body: @escaping @Sendable (Int32) -> Int32) async throws {
    let (result, code) = await run { [socket] in (body(socket), errno) }
    if result != 0 { throw Failure(call: "connect", errno: code) }
  }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws {
    let code: Int32 = await run { [socket] in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return errno }
        rest = rest.dropFirst(count)
      }
      return 0
    }
    if code != 0 { throw Failure(call: "send", errno: code) }
  }

  /// Up to this many bytes, as soon as some are there; none at the end.
  func read(_ limit: Int = 64 << 10) async throws -> [UInt8] {
    let kept = unread.withLock { unread in
      defer { unread = [] }
      return unread
    }
    if !kept.isEmpty { return kept }
    let (bytes, code): ([UInt8], Int32) = await run { [socket] in
      var buffer = [UInt8](repeating: 0, count: limit)
      let count = recv(socket, &buffer, limit, 0)
      return count < 0 ? ([], errno) : (Array(buffer.prefix(count)), 0)
    }
    if code != 0 { throw Failure(call: "recv", errno: code) }
    return bytes
  }

  /// Everything until the server closes the connection, whether or not it was reset.
  func readToEnd() async -> String {
    var bytes: [UInt8] = []
    while let piece = try? await read(), !piece.isEmpty { bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads until this text has come.
  func read(until text: String) async throws -> String {
    var bytes: [UInt8] = []
    while !String(decoding: bytes, as: UTF8.self).contains(text) {
      let piece = try await read()
      if piece.isEmpty { throw Failure(call: "end before '\(text)'", errno: 0) }
      bytes += piece
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One reply whose body has a Content-Length.
  func reply() async throws -> Reply {
    var bytes: [UInt8] = []
    while true {
      let piece = try await read()
      if piece.isEmpty { throw Failure(call: "end before the reply", errno: 0) }
      bytes += piece
      guard let reply = Reply(bytes) else { continue }
      unread.withLock { $0 = Array(bytes[reply.size...]) }
      return reply
    }
  }

  /// Sends a request without a body and reads its reply.
  func get(_ path: String, _ fields: String = "") async throws -> Reply {
    try await send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
    return try await reply()
  }

  /// Closes the sending half.
  func halfClose() { shutdown(socket, Int32(SHUT_WR)) }

  /// Makes closing the socket a reset, as when a program is killed with unread input.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Closes both halves, as a client that leaves does.
  func leave() { shutdown(socket, Int32(SHUT_RDWR)) }

  private func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    // Not a dispatch queue: those share at most 64 threads.
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}

/// A reply as a test reads it.
struct Reply {
  var status: Int
  var head: String
  var body: String
  /// Bytes of head and body.
  var size: Int

  /// Nil while it is not complete.
  init?(_ bytes: [UInt8]) {
    let length = Self.contentLength(bytes) ?? 0
    guard let end = Self.headEnd(bytes), bytes.count >= end + length else { return nil }
    size = end + length
    head = String(decoding: bytes[..<end], as: UTF8.self)
    body = String(decoding: bytes[end...].prefix(length), as: UTF8.self)
    status = Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0
  }

  subscript(name: String) -> String? {
    let prefix = "\(name.lowercased()): "
    return head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
  }

  private static func contentLength(_ bytes: [UInt8]) -> Int? {
    guard let end = headEnd(bytes) else { return nil }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    return head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length: ") }
      .flatMap { Int($0.dropFirst("content-length: ".count)) }
  }

  private static func headEnd(_ bytes: [UInt8]) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count >= 4 else { return nil }
    return (0...(bytes.count - 4)).first { bytes[$0..<($0 + 4)].elementsEqual(mark) }.map { $0 + 4 }
  }
}
