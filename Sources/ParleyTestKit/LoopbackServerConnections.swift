import Glibc
import Synchronization

/// The sockets of a ``LoopbackServer``, shared by its threads.
final class LoopbackConnections: Sendable {
  let requests = Mutex<[LoopbackServer.Request]>([])
  let sentBytes = Atomic(0)
  let requestsReceived = EventCounter()
  let opened = EventCounter()
  let closed = EventCounter()
  let stalls = EventCounter()
  let listenerClosed = EventCounter()
  private let script: LoopbackServer.Script
  private let sockets = Mutex<(open: Set<Int32>, isStopped: Bool)>(([], false))

  init(_ script: @escaping LoopbackServer.Script) {
    self.script = script
  }

  func track(_ socket: Int32) {
    let isStopped = sockets.withLock { state in
      state.open.insert(socket)
      return state.isStopped
    }
    if isStopped { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  /// Closes a socket; its number may be used anew afterwards.
  func end(_ socket: Int32) {
    sockets.withLock { state in
      state.open.remove(socket)
      _ = close(socket)
    }
  }

  /// Wakes every thread that waits for a socket.
  func stop() {
    sockets.withLock { state in
      state.isStopped = true
      for socket in state.open { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Serves one connection until it ends.
  func serve(_ socket: Int32) {
    var size: Int32 = 64 * 1024  // So that a reader who stops is noticed early.
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    var input = LoopbackRequestReader(socket: socket)
    serving: while let request = input.next() {
      requests.withLock { $0.append(request) }
      requestsReceived.signal()
      for step in script(request) {
        guard perform(step, on: socket) else { break serving }
      }
    }
    end(socket)
    closed.signal()
  }

  /// Returns `false` when the connection is over.
  private func perform(_ step: LoopbackServer.Step, on socket: Int32) -> Bool {
    switch step {
    case .send(let bytes):
      return send(bytes, on: socket)
    case .wait(let event):
      while event.count == 0 {
        // Looks for the client's end in between.
        if isReadable(socket, within: 2), hasEnded(socket) { return false }
      }
      return true
    case .hang:
      while !(isReadable(socket, within: -1) && hasEnded(socket)) {}
      return false
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      return false
    case .close:
      return false
    }
  }

  private func send(_ bytes: [UInt8], on socket: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
      let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, flags) }
      if sent > 0 {
        sentBytes.add(sent, ordering: .relaxed)
        rest = rest.dropFirst(sent)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        if poll(&waiting, 1, 100) == 0 { stalls.signal() }
      } else {
        return false
      }
    }
    return true
  }

  private func isReadable(_ socket: Int32, within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) > 0
  }

  /// Whether the client has gone; what it sent instead is dropped.
  private func hasEnded(_ socket: Int32) -> Bool {
    var scratch = [UInt8](repeating: 0, count: 4096)
    return recv(socket, &scratch, scratch.count, 0) <= 0
  }
}

/// Reads one request after the other from a socket.
struct LoopbackRequestReader {
  let socket: Int32
  private var buffer: [UInt8] = []

  init(socket: Int32) {
    self.socket = socket
  }

  /// The next request; `nil` when the client has gone.
  mutating func next() -> LoopbackServer.Request? {
    var lines: [[UInt8]] = []
    while let line = nextLine() {
      if !line.isEmpty {
        lines.append(line)
        continue
      }
      let texts = lines.map { String(decoding: $0, as: UTF8.self) }
      let words = texts.first?.split(separator: " ") ?? []
      guard words.count == 3 else { return nil }
      let headers = texts.dropFirst().map { text -> (name: String, value: String) in
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
      }
      var request = LoopbackServer.Request(
        method: String(words[0]), target: String(words[1]), headers: headers, body: [])
      let length = Int(request[header: "content-length"] ?? "0") ?? 0
      while buffer.count < length { guard receive() else { return nil } }
      request.body = Array(buffer.prefix(length))
      buffer.removeFirst(length)
      return request
    }
    return nil
  }

  private mutating func nextLine() -> [UInt8]? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer.removeFirst(end + 1) }
        return buffer[..<end].filter { $0 != 13 }
      }
      guard receive() else { return nil }
    }
  }

  private mutating func receive() -> Bool {
    var piece = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(socket, &piece, piece.count, 0)
    // 0x16 begins a TLS handshake; this server speaks plain HTTP and hangs up.
    guard count > 0, buffer.first ?? piece[0] != 0x16 else { return false }
    buffer += piece.prefix(count)
    return true
  }
}
