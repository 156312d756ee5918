import Synchronization

/// One exchange, as the I/O thread and the task that reads the response share it.
final class Transfer: Sendable {
  /// How many bytes may wait for the reader before the sender is made to wait.
  static let bufferLimit = 64 * 1024

  /// The largest memory that goes to and fro between the reader and the I/O thread; what was larger
  /// once is given back.
  private static let keptCapacity = 4096

  private typealias HeadWaiter = CheckedContinuation<Result<ResponseHead, HTTPClientError>, Never>
  /// A reader that waits for bytes or the end. Unchecked, since there is one for every token: whoever
  /// takes it out of the state resumes it.
  typealias Reader = UnsafeContinuation<Void, Never>

  private struct State {
    var buffer: [UInt8] = []
    var isPaused = false
    var isDiscarding = false
    /// How the transfer ended; `nil` while it runs.
    var ending: Result<Void, HTTPClientError>?
    var headWaiter: HeadWaiter?
    var reader: Reader?
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

  /// Puts the bytes that have come since the last call in the place of those in `bytes`; waits for
  /// some; `false` at the end. Whoever calls sees to it that ``cancel()`` is called in time.
  func nextBytes(
    into bytes: inout [UInt8], isolation actor: isolated (any Actor)?
  ) async throws(HTTPClientError) -> Bool {
    if bytes.capacity > Self.keptCapacity { bytes = [] }
    bytes.removeAll(keepingCapacity: true)
    while true {
      let (hasMore, mustResume) = try state.withLock { state throws(HTTPClientError) in
        try Self.take(from: &state, into: &bytes)
      }
      if mustResume { queue.post(.resume(self)) }
      if let hasMore { return hasMore }
      var isAlone = true
      await withUnsafeContinuation(isolation: actor) { (reader: Reader) in
        isAlone = leave(reader)
      }
      guard isAlone else { throw HTTPClientError(.failed, "two tasks read one response body") }
    }
  }

  /// Takes what is there; says whether there was something, or `nil` when there may be later.
  private static func take(
    from state: inout State, into bytes: inout [UInt8]
  ) throws(HTTPClientError) -> (hasMore: Bool?, mustResume: Bool) {
    if !state.buffer.isEmpty {
      defer { state.isPaused = false }
      swap(&state.buffer, &bytes)
      return (true, state.isPaused)
    }
    switch state.ending {
    case .success: return (false, false)
    case .failure(let error): throw error
    case nil: return (nil, false)
    }
  }

  /// Leaves a reader behind until there are bytes or the end; `false` when another one waits.
  private func leave(_ reader: Reader) -> Bool {
    let (isAlone, mustWait) = state.withLock { state in
      guard state.buffer.isEmpty, state.ending == nil else { return (true, false) }
      guard state.reader == nil else { return (false, false) }
      state.reader = reader
      return (true, true)
    }
    if !mustWait { reader.resume() }
    return isAlone
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

  /// What becomes of a piece of the body.
  enum Offer {
    /// Whoever waits for it is to be woken.
    case taken(Reader?)
    /// The reader must catch up first; nothing was taken.
    case refused
  }

  /// Takes a piece of the body.
  func offer(_ bytes: UnsafeRawBufferPointer) -> Offer {
    state.withLock { state in
      if state.isDiscarding || state.ending != nil { return .taken(nil) }
      guard state.buffer.isEmpty || state.buffer.count + bytes.count <= Self.bufferLimit else {
        state.isPaused = true
        return .refused
      }
      state.buffer += bytes
      defer { state.reader = nil }
      return .taken(state.reader)
    }
  }

  /// The transfer is over. Bytes that wait can still be read, unless it was cancelled. Returns
  /// `false` when it was over before.
  @discardableResult
  func end(_ ending: Result<Void, HTTPClientError>) -> Bool {
    let waiters: (head: HeadWaiter?, reader: Reader?)? = state.withLock { state in
      guard state.ending == nil else { return nil }
      state.ending = ending
      if case .failure(.cancelled) = ending { state.buffer = [] }
      defer { (state.headWaiter, state.reader) = (nil, nil) }
      return (state.headWaiter, state.reader)
    }
    guard let waiters else { return false }
    waiters.head?.resume(returning: Self.failure(ending))
    waiters.reader?.resume()
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
