import Synchronization

/// One exchange, as the I/O thread and the task that reads the response share it.
final class Transfer: Sendable {
  /// How many bytes may wait for the reader before the sender is made to wait.
  static let bufferLimit = 64 * 1024

  private typealias HeadWaiter = CheckedContinuation<Result<ResponseHead, HTTPClientError>, Never>
  private typealias BytesWaiter = CheckedContinuation<Result<[UInt8]?, HTTPClientError>, Never>

  private struct State {
    var buffer: [UInt8] = []
    var isPaused = false
    var isDiscarding = false
    /// How the transfer ended; `nil` while it runs.
    var ending: Result<Void, HTTPClientError>?
    var headWaiter: HeadWaiter?
    var bytesWaiter: BytesWaiter?
  }

  let request: HTTPRequest
  let target: HTTPTarget
  private let queue: TransferQueue
  private let state = Mutex(State())

  init(_ request: HTTPRequest, queue: TransferQueue) throws(HTTPClientError) {
    try request.check()
    self.request = request
    self.target = try HTTPTarget(request.url)
    self.queue = queue
  }
}

// The reader's side.
extension Transfer {
  /// Starts the transfer and waits for status and headers.
  func start() async throws(HTTPClientError) -> ResponseHead {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: HeadWaiter) in
        let ending: Result<Void, HTTPClientError>? = state.withLock { state in
          if state.ending == nil { state.headWaiter = waiter }
          return state.ending
        }
        if let ending {
          waiter.resume(returning: Self.failure(ending))
        } else if !queue.post(.start(self)) {
          end(.failure(.shutDown))
        }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// The bytes that have come since the last call; waits for some; `nil` at the end.
  func nextBytes(
    isolation actor: isolated (any Actor)?
  ) async throws(HTTPClientError) -> [UInt8]? {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation(isolation: actor) { (waiter: BytesWaiter) in
        let (result, mustResume) = state.withLock { state in take(from: &state, or: waiter) }
        if mustResume { queue.post(.resume(self)) }
        if let result { waiter.resume(returning: result) }
      }
    } onCancel: {
      cancel()
    }
    return try result.get()
  }

  /// Takes what is there, or leaves the waiter behind and returns no result.
  private func take(
    from state: inout State, or waiter: BytesWaiter
  ) -> (result: Result<[UInt8]?, HTTPClientError>?, mustResume: Bool) {
    if !state.buffer.isEmpty {
      defer {
        state.buffer = []
        state.isPaused = false
      }
      return (.success(state.buffer), state.isPaused)
    }
    switch state.ending {
    case .success: return (.success(nil), false)
    case .failure(let error): return (.failure(error), false)
    case nil: break
    }
    guard state.bytesWaiter == nil else {
      return (.failure(HTTPClientError(.failed, "two tasks read one response body")), false)
    }
    state.bytesWaiter = waiter
    return (nil, false)
  }

  /// Ends the transfer and closes its connection; nothing when it has already ended.
  func cancel() {
    if end(.failure(.cancelled)) { queue.post(.cancel(self)) }
  }

  /// Nobody can read any more: ends the transfer, unless it was left to end by itself.
  func abandon() {
    if !state.withLock({ $0.isDiscarding }) { cancel() }
  }

  /// Drops what waits and what still comes.
  func discardRest() {
    let isRunning = state.withLock { state in
      state.isDiscarding = true
      state.isPaused = false
      state.buffer = []
      return state.ending == nil
    }
    if isRunning { queue.post(.discard(self)) }
  }
}

// The I/O thread's side.
extension Transfer {
  /// Status and headers are complete.
  func headArrived(_ head: ResponseHead) {
    let waiter = state.withLock { state in
      defer { state.headWaiter = nil }
      return state.headWaiter
    }
    waiter?.resume(returning: .success(head))
  }

  /// Takes a piece of the body; returns `false`, and takes nothing, when the reader must catch up.
  func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let (waiter, isTaken): (BytesWaiter?, Bool) = state.withLock { state in
      if state.isDiscarding || state.ending != nil { return (nil, true) }
      if let waiter = state.bytesWaiter {
        state.bytesWaiter = nil
        return (waiter, true)
      }
      guard state.buffer.isEmpty || state.buffer.count + bytes.count <= Self.bufferLimit else {
        state.isPaused = true
        return (nil, false)
      }
      state.buffer += bytes
      return (nil, true)
    }
    waiter?.resume(returning: .success(Array(bytes)))
    return isTaken
  }

  /// The transfer is over. Bytes that wait can still be read, unless it was cancelled. Returns
  /// `false` when it was over before.
  @discardableResult
  func end(_ ending: Result<Void, HTTPClientError>) -> Bool {
    let waiters: (HeadWaiter?, BytesWaiter?)? = state.withLock { state in
      guard state.ending == nil else { return nil }
      state.ending = ending
      if case .failure(.cancelled) = ending { state.buffer = [] }
      defer { (state.headWaiter, state.bytesWaiter) = (nil, nil) }
      return (state.headWaiter, state.bytesWaiter)
    }
    guard let waiters else { return false }
    waiters.0?.resume(returning: Self.failure(ending))
    waiters.1?.resume(returning: ending.map { nil })
    return true
  }

  private static func failure(
    _ ending: Result<Void, HTTPClientError>
  ) -> Result<ResponseHead, HTTPClientError> {
    switch ending {
    case .success: .failure(HTTPClientError(.malformed, "the response has no headers"))
    case .failure(let error): .failure(error)
    }
  }
}

extension HTTPClientError {
  static let cancelled = HTTPClientError(.cancelled, "the request was cancelled")
  static let shutDown = HTTPClientError(.shutDown, "the HTTP client was shut down")
}
