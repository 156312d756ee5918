import CMicroHTTPD
import ParleyDomain
import ParleyPlugin
import Synchronization

/// One request and its reply. The library's callbacks drive it from one side, the handler's task
/// from the other; the library holds it from the request line until the end of the reply.
final class Exchange: Sendable {
  enum Stage {
    /// The head has not been looked at.
    case head
    /// The head is good, the body is coming.
    case receiving(Draft)
    /// The handler works.
    case working
    /// The handler has answered; the library has not yet taken the reply.
    case replied(ServerReply)
    /// The library sends the reply. Streams go on being produced.
    case sending(isStream: Bool)
  }

  /// A request whose body is still coming.
  struct Draft {
    var request: ServerRequest
  }

  private enum StreamEnd {
    case complete
    case failed
  }

  private struct State {
    var stage = Stage.head
    var parking: Parking
    var requestID = ""
    /// Nobody waits for the reply any more.
    var isAbandoned = false
    var isCounted = false
    var closesAfterwards = false
    var reservedBytes = 0
    var allowance = BodyAllowance(bytes: 0, pool: .ordinary)
    var task: Task<Void, Never>?
    var isTaskOver = true
    var isReplyOver = false
    var stream: StreamBuffer
    var streamEnd: StreamEnd?
    var wholeBody: [UInt8] = []
    var nextWrite: UInt64 = 0
  }

  let core: ServerCore
  let connection: ClientConnection
  /// As it stood in the request line, and where.
  let target: String?
  let targetAddress: Int
  private let state: Mutex<State>

  init(
    _ core: ServerCore, _ connection: ClientConnection, target: String?, targetAddress: Int,
    handle: OpaquePointer
  ) {
    self.core = core
    self.connection = connection
    self.target = target
    self.targetAddress = targetAddress
    state = Mutex(
      State(
        parking: Parking(handle),
        stream: StreamBuffer(capacity: core.settings.limits.unsentBytes)))
  }

  // MARK: The library's side

  /// What the library is to do next.
  enum Step {
    /// Go on reading, or wait until woken.
    case goOn
    case close
    case reply(ServerReply, requestID: String, closes: Bool)
  }

  /// Whether the head has been looked at.
  var hasBegun: Bool {
    state.withLock { if case .head = $0.stage { false } else { true } }
  }

  /// The head is complete: checks it before any of the body is read.
  func begin(_ head: RequestHead) -> Step {
    connection.readHead()
    let id = RequestIdentifier.of(head.headers)
    let path = (head.target ?? "").prefix(core.settings.limits.target)
    do throws(Refusal) {
      let admission = try core.guardian.admit(head)
      try count(admission.framing, core.settings.limits.allowance(of: head))
      core.tally.add(to: \.requests)
      let isHead = head.method == "HEAD"
      let target = admission.target
      let request = ServerRequest(
        id: id, method: isHead ? "GET" : head.method, isHead: isHead, path: target.path,
        pathSegments: target.segments, query: target.query, headers: head.headers, body: [],
        peer: connection.peer, drain: core.drain)
      state.withLock { state in
        state.requestID = id
        state.stage = .receiving(Draft(request: request))
        // The library takes a lone LF for the end of a chunk's line, so a proxy may see the end of
        // the body elsewhere. No second request on this connection, nothing to smuggle.
        state.closesAfterwards = admission.framing == .chunked
      }
      connection.enter(
        admission.framing == .none ? .working : .body(since: .now, received: 0))
      return .goOn
    } catch {
      let reply = core.reply(to: error, requestID: id, path: String(path))
      state.withLock { $0.stage = .sending(isStream: false) }
      connection.linger()
      connection.enter(.replying(since: .now))
      return .reply(
        .whole(status: reply.status, headers: reply.headers, body: reply.body), requestID: id,
        closes: true)
    }
  }

  /// A piece of the body has come.
  func receive(_ piece: UnsafeRawBufferPointer) -> Step {
    connection.receivedBody(piece.count)
    let refusal: Refusal? = state.withLock { state in
      guard case .receiving(var draft) = state.stage else { return nil }
      // Emptied first, so that the bytes are not copied for every piece.
      state.stage = .head
      defer { state.stage = .receiving(draft) }
      let size = draft.request.body.count + piece.count
      let allowance = state.allowance
      guard size <= allowance.bytes else { return .bodyTooLarge(allowance.bytes) }
      if size > state.reservedBytes {
        guard
          core.running.reserve(bodyBytes: size - state.reservedBytes, of: allowance.pool)
        else { return .busy }
        state.reservedBytes = size
      }
      draft.request.body.append(contentsOf: piece)
      return nil
    }
    guard let refusal else { return .goOn }
    answerDuringBody(refusal)
    return .close
  }

  /// The request is complete, or the library has been woken: begins the work, or takes its result.
  func advance() -> Step {
    if case .some = state.withLock({ draft(of: $0.stage) }) { connection.enter(.working) }
    let step: Step = state.withLock { state in
      guard !state.isAbandoned, !core.end.isSet else { return .close }
      switch state.stage {
      case .receiving(let draft):
        state.stage = .working
        state.isTaskOver = false
        state.task = Task { await self.run(draft.request) }
        state.parking.park()
        return .goOn
      case .replied(let reply):
        if case .stream = reply {
          state.stage = .sending(isStream: true)
        } else {
          state.stage = .sending(isStream: false)
        }
        return .reply(
          reply, requestID: state.requestID, closes: core.drain.isSet || state.closesAfterwards)
      case .working:
        state.parking.park()
        return .goOn
      case .head, .sending:
        return .close
      }
    }
    if case .reply = step { connection.enter(.replying(since: .now)) }
    return step
  }

  /// Keeps the body of a whole reply for ``readWhole(from:into:)``.
  func keep(_ body: [UInt8]) {
    state.withLock { $0.wholeBody = body }
  }

  /// Copies what the reader can take next of a whole reply.
  func readWhole(from position: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
    connection.enter(.replying(since: .now))
    return state.withLock { state in
      guard !state.isAbandoned, position >= 0, position < state.wholeBody.count else {
        return ContentReader.failed
      }
      let piece = state.wholeBody[position...].prefix(target.count)
      target.copyBytes(from: piece)
      return piece.count
    }
  }

  /// Copies what the reader can take next of a streamed reply, or parks the connection.
  func readStream(into target: UnsafeMutableRawBufferPointer) -> Int {
    let (result, written): (Int, [StreamBuffer.Continuation]) = state.withLock { state in
      guard !state.isAbandoned, !core.end.isSet else { return (ContentReader.failed, []) }
      let (count, written) = state.stream.take(into: target)
      if count > 0 { return (count, written) }
      switch state.streamEnd {
      case .complete: return (ContentReader.complete, written)
      case .failed: return (ContentReader.failed, written)
      case nil:
        state.parking.park()
        return (0, written)
      }
    }
    connection.enter(result == 0 ? .working : .replying(since: .now))
    for continuation in written { continuation.resume() }
    guard result == ContentReader.failed else { return result }
    // The library sometimes forgets to close a connection when its reader fails after a sleep. So
    // the socket is cut, and the library finds that out when it sends the end of the stream.
    connection.cut()
    return ContentReader.complete
  }

  /// The library is done with the request, well or not.
  func completed(well: Bool) {
    connection.ended(self)
    let (task, waiting, wasAdmitted) = state.withLock { state in
      state.isReplyOver = true
      state.isAbandoned = true
      state.wholeBody = []
      return (state.isTaskOver ? nil : state.task, state.stream.close(), state.isCounted)
    }
    if !well {
      if wasAdmitted { core.tally.add(to: \.leftRequests) }
      task?.cancel()
    }
    for continuation in waiting { continuation.resume(throwing: ReaderLeft()) }
    countOffWhenOver()
  }

  // MARK: The watchdog's side

  /// The client has left: cancels the work and lets the library close the connection. A whole reply
  /// that is being sent goes on, for clients that close their sending half early.
  func abandon() {
    let (task, waiting, isNew) = state.withLock {
      state -> (Task<Void, Never>?, [StreamBuffer.Continuation], Bool) in
      if case .sending(isStream: false) = state.stage { return (nil, [], false) }
      guard !state.isAbandoned else { return (nil, [], false) }
      state.isAbandoned = true
      let waiting = state.stream.close()
      state.parking.wake()
      return (state.task, waiting, true)
    }
    guard isNew else { return }
    task?.cancel()
    for continuation in waiting { continuation.resume(throwing: ReaderLeft()) }
  }

  /// Cancels the work without ending the connection: the last words can still be sent.
  func cancelWork() {
    state.withLock { $0.task }?.cancel()
  }

  /// Gives the reply up in favour of one of the server's own.
  func abandonReply() {
    let (task, waiting) = state.withLock { state in
      state.isAbandoned = true
      state.stage = .sending(isStream: false)
      return (state.isTaskOver ? nil : state.task, state.stream.close())
    }
    task?.cancel()
    for continuation in waiting { continuation.resume(throwing: ReaderLeft()) }
  }

  /// Answers while the body is still coming, past the library, and ends the request.
  func answerDuringBody(_ refusal: Refusal) {
    let id = state.withLock { $0.requestID }
    let reply = core.reply(to: refusal, requestID: id, path: target ?? "")
    // The library may have parked the connection meanwhile: abandoning wakes it as well.
    if connection.sendLast(reply.closingBytes(requestID: id)) { abandon() }
  }

  // MARK: The handler's side

  private func run(_ request: ServerRequest) async {
    let reply = await core.handler(request)
    state.withLock { state in
      state.stage = .replied(reply)
      state.parking.wake()
    }
    if case .stream(_, _, let produce) = reply, !request.isHead {
      do {
        try await produce(StreamWriter(self))
        end(.complete)
      } catch {
        end(.failed)
        if !(error is ReaderLeft), !(error is CancellationError) {
          core.log.write(
            .error, "a streamed reply broke off",
            ["request_id": .string(request.id), "error": .string("\(error)")])
        }
      }
    }
    state.withLock { $0.isTaskOver = true }
    countOffWhenOver()
  }

  private func end(_ end: StreamEnd) {
    state.withLock { state in
      state.streamEnd = end
      state.parking.wake()
    }
  }

  func write(_ bytes: [UInt8]) async throws {
    let isWritten: Bool? = state.withLock { state in
      guard !state.isAbandoned else { return nil }
      guard state.stream.appendWhole(bytes) else { return false }
      state.parking.wake()
      return true
    }
    guard let isWritten else { throw ReaderLeft() }
    if !isWritten { try await writeWaiting(bytes) }
  }

  private func writeWaiting(_ bytes: [UInt8]) async throws {
    let id = state.withLock { state in
      state.nextWrite += 1
      return state.nextWrite
    }
    core.tally.add(to: \.waitingWrites)
    defer { core.tally.add(-1, to: \.waitingWrites) }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: StreamBuffer.Continuation) in
        let (error, written): ((any Error)?, [StreamBuffer.Continuation]) = state.withLock {
          state in
          guard !state.isAbandoned else { return (ReaderLeft(), []) }
          // Checked under the lock that the cancellation handler takes: either this sees the
          // cancellation, or the handler sees the waiting write.
          guard !Task.isCancelled else { return (CancellationError(), []) }
          let written = state.stream.appendWaiting(bytes, id: id, continuation)
          state.parking.wake()
          return (nil, written)
        }
        if let error { continuation.resume(throwing: error) }
        for continuation in written { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.stream.withdraw(id) }?.resume(throwing: CancellationError())
    }
  }

  // MARK: Counting

  private func count(
    _ framing: RequestGuard.Framing, _ allowance: BodyAllowance
  ) throws(Refusal) {
    guard core.running.begin() else { throw .busy }
    core.tally.add(to: \.runningRequests)
    var reserved = 0
    if case .length(let length) = framing {
      reserved = core.running.reserve(bodyBytes: length, of: allowance.pool) ? length : -1
    }
    state.withLock { state in
      state.isCounted = true
      state.reservedBytes = max(0, reserved)
      state.allowance = allowance
    }
    if reserved < 0 { throw .busy }
  }

  /// Counts the request off when neither the library nor the handler works on it any more.
  private func countOffWhenOver() {
    let reserved: (bytes: Int, pool: BodyAllowance.Pool)? = state.withLock { state in
      guard state.isTaskOver, state.isReplyOver, state.isCounted else { return nil }
      state.isCounted = false
      return (state.reservedBytes, state.allowance.pool)
    }
    guard let reserved else { return }
    core.tally.add(-1, to: \.runningRequests)
    core.running.end(bodyBytes: reserved.bytes, of: reserved.pool)
  }

  private func draft(of stage: Stage) -> Draft? {
    if case .receiving(let draft) = stage { draft } else { nil }
  }
}

extension Refusal {
  static let busy = Refusal(
    503, "server_busy", "The server has too many requests at a time. Try again in a moment.",
    headers: [("Retry-After", "1")])
}
