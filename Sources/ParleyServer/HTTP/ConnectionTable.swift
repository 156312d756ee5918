import Synchronization

/// The open connections. Each has a number of its own: a file descriptor is used again as soon as
/// it is closed.
final class ConnectionTable: Sendable {
  private struct State {
    var all: [UInt64: ClientConnection] = [:]
    /// Those that the library has been given and has not yet announced, by file descriptor.
    var arriving: [Int32: ClientConnection] = [:]
    var perAddress: [String: Int] = [:]
    var nextNumber: UInt64 = 1
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.all.count } }

  var all: [ClientConnection] { state.withLock { Array($0.all.values) } }

  subscript(number: UInt64) -> ClientConnection? { state.withLock { $0.all[number] } }

  /// Takes a fresh connection in, or says why there are too many.
  func add(
    socket: Int32, peer: ServerRequest.Peer, limit: Int, limitPerAddress: Int?
  ) throws(Refusal) -> ClientConnection {
    let result: Result<ClientConnection, Refusal> = state.withLock { state in
      guard state.all.count < limit else {
        return .failure(Refusal(503, "too_many_connections", "Too many connections are open."))
      }
      if case .tcp(let address, _) = peer {
        let open = state.perAddress[address, default: 0]
        guard open < limitPerAddress ?? .max else {
          return .failure(
            Refusal(429, "too_many_connections", "Too many connections from your address."))
        }
        state.perAddress[address] = open + 1
      }
      let connection = ClientConnection(number: state.nextNumber, socket: socket, peer: peer)
      state.nextNumber += 1
      state.all[connection.number] = connection
      state.arriving[socket] = connection
      return .success(connection)
    }
    return try result.get()
  }

  /// The connection that the library announces under this file descriptor.
  func takeArriving(_ socket: Int32) -> ClientConnection? {
    state.withLock { $0.arriving.removeValue(forKey: socket) }
  }

  func remove(_ connection: ClientConnection) {
    state.withLock { state in
      guard state.all.removeValue(forKey: connection.number) != nil else { return }
      if state.arriving[connection.socket] === connection {
        state.arriving[connection.socket] = nil
      }
      guard case .tcp(let address, _) = connection.peer else { return }
      let open = state.perAddress[address, default: 1] - 1
      state.perAddress[address] = open > 0 ? open : nil
    }
  }
}
