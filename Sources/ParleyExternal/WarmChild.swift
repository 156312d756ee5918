import Dispatch
import ParleyPlugin
import Synchronization

/// A child process that is kept running: started with `hello`, asked for hooks, several at a time,
/// and started again when it ends.
final class WarmChild: Sendable {
  /// What a child is and what is asked of it.
  struct Settings: Sendable {
    var launch: ChildLaunch
    /// What its author's code gets with `hello`.
    var options: JSONValue
    var hooks: Set<HookPoint>
    /// How long it has to answer `hello`.
    var startTimeout: Duration
    var timings: ChildTimings
  }

  /// What happens to one request.
  enum RequestEvent: Sendable {
    case asked(HostCall)
    case answered(HookReply)
    case failed(String)
  }

  /// How many calls of one request the host works on at a time.
  static let mostOpenCalls = 8
  /// So many messages that belong to no request are let pass, beyond one for each request.
  static let mostStray = 100

  private struct Request {
    var feed: AsyncStream<RequestEvent>.Continuation
    var openCalls = 0
  }

  private enum Phase {
    case stopped
    case starting(ChildHandle)
    case ready(ChildHandle)
    /// It ended, for this reason, and will be started again.
    case waiting(String)
    case stopping(ChildHandle)
  }

  private struct State {
    var phase = Phase.stopped
    var host: (any PluginHost)?
    var requests: [Int: Request] = [:]
    var nextID = 1
    /// Messages that belonged to no request.
    var stray = 0
    /// How often it ended since it last did its work.
    var endings = 0
    /// Who waits for the first `hello`.
    var starter: CheckedContinuation<Void, any Error>?
    /// Who waits for the end.
    var stoppers: [CheckedContinuation<Void, Never>] = []

    var handle: ChildHandle? {
      switch phase {
      case .starting(let handle), .ready(let handle), .stopping(let handle): handle
      case .stopped, .waiting: nil
      }
    }
  }

  private let settings: Settings
  private let redaction: Redaction
  private let state = Mutex(State())
  private let throttle = LogThrottle()

  init(_ settings: Settings) {
    self.settings = settings
    redaction = Redaction(environment: settings.launch.environment)
  }

  deinit {
    end("was forgotten")
  }

  // MARK: Life

  /// Starts the child and returns when it has answered `hello`. Throws ``PluginError`` with what went
  /// wrong, and nothing left running.
  func start(_ host: any PluginHost) async throws {
    let loop = try ChildLoop.shared()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { state in
          state.host = host
          state.starter = continuation
          state.phase = .waiting("has not been started")
        }
        launch(loop)
      }
    } onCancel: {
      end("was not wanted any more")
    }
  }

  /// Ends the child with all of its group; returns when it is gone. Nothing happens without one.
  func stop() async {
    guard let loop = try? ChildLoop.shared() else { return }
    await withCheckedContinuation { continuation in
      let (handle, requests) = state.withLock { state -> (ChildHandle?, [Request]) in
        guard let handle = state.handle else {
          state.phase = .stopped
          return (nil, [])
        }
        state.phase = .stopping(handle)
        state.stoppers.append(continuation)
        defer { state.requests = [:] }
        return (handle, Array(state.requests.values))
      }
      WarmChild.fail(requests, "is being stopped")
      if let handle { loop.post(.stop(handle)) } else { continuation.resume() }
    }
  }

  /// Starts the child that is waited for; does nothing when it has been stopped meanwhile.
  private func launch(_ loop: ChildLoop) {
    let handle = ChildHandle()
    let entry: String? = state.withLock { state in
      guard case .waiting = state.phase else { return nil }
      state.phase = .starting(handle)
      return state.host?.entry
    }
    guard let entry else { return }
    let hello = HostMessage.hello(entry: entry, options: settings.options, hooks: settings.hooks)
    loop.post(
      .start(settings.launch, handle, settings.timings) { [weak self] event in
        self?.happened(event, to: handle, loop)
      })
    send(hello, to: handle, loop)
    after(settings.startTimeout) { child in
      let isLate = child.state.withLock { state in
        if case .starting(let current) = state.phase { current === handle } else { false }
      }
      guard isLate else { return }
      let limit = child.settings.startTimeout.withUnit
      loop.post(.end(handle, reason: "did not answer 'hello' within \(limit)"))
    }
  }

  /// Ends the child at once.
  private func end(_ reason: String) {
    guard let handle = state.withLock({ $0.handle }), let loop = try? ChildLoop.shared() else {
      return
    }
    loop.post(.end(handle, reason: reason))
  }

  private func after(_ time: Duration, _ work: @escaping @Sendable (WarmChild) -> Void) {
    DispatchQueue.global().asyncAfter(
      deadline: .now() + .milliseconds(Int(clamping: time.inMilliseconds))
    ) { [weak self] in
      if let self { work(self) }
    }
  }

  // MARK: Requests

  /// Runs a hook in the child. Throws ``PluginError`` with what went wrong, and `CancellationError`
  /// as soon as the task is cancelled; the child is told so.
  func run(
    _ hook: HookPoint, _ subject: [String: JSONValue], _ host: any TurnHost
  ) async throws -> HookReply {
    let loop = try ChildLoop.shared()
    let (events, feed) = AsyncStream<RequestEvent>.makeStream()
    let (id, handle) = try begin(feed)
    let request = HostMessage.request(id, hook, subject, host: host)
    guard send(request, to: handle, loop) else {
      forget(id)
      throw PluginError("does not read its input: \(ChildHandle.mostWaiting) bytes wait for it")
    }
    var calls: [Task<Void, Never>] = []
    defer { for call in calls { call.cancel() } }
    return try await withTaskCancellationHandler {
      for await event in events {
        switch event {
        case .asked(let call): calls.append(Task { await answer(call, from: host) })
        case .answered(let reply): return reply
        case .failed(let reason): throw PluginError(reason)
        }
      }
      throw CancellationError()
    } onCancel: {
      if forget(id) { send(HostMessage.cancel(id), to: handle, loop) }
      feed.finish()
    }
  }

  private func begin(
    _ feed: AsyncStream<RequestEvent>.Continuation
  ) throws -> (Int, ChildHandle) {
    try state.withLock { state in
      switch state.phase {
      case .ready(let handle):
        let id = state.nextID
        state.nextID += 1
        state.requests[id] = Request(feed: feed)
        return (id, handle)
      case .starting: throw PluginError("is starting again")
      case .waiting(let reason): throw PluginError("\(reason); it will be started again")
      case .stopped, .stopping: throw PluginError("is not running")
      }
    }
  }

  /// Stops waiting for a request; returns whether anybody did.
  @discardableResult
  private func forget(_ id: Int) -> Bool {
    state.withLock { $0.requests.removeValue(forKey: id) != nil }
  }

  private func answer(_ call: HostCall, from host: any TurnHost) async {
    if call.name == .log {
      throttle.pass { [redaction] leftOut in
        call.log(to: host, leftOut: leftOut, redaction: redaction)
      }
      return state.withLock { $0.requests[call.request]?.openCalls -= 1 }
    }
    let answer: Result<JSONValue, CallFailure>
    do {
      answer = .success(try await call.answer(from: host))
    } catch {
      answer = .failure(CallFailure(reason: String(describing: error)))
    }
    let handle = state.withLock { state in
      state.requests[call.request]?.openCalls -= 1
      return state.requests[call.request] == nil ? nil : state.handle
    }
    guard let handle, let loop = try? ChildLoop.shared() else { return }
    send(HostMessage.answer(to: call.id, of: call.request, answer), to: handle, loop)
  }

  @discardableResult
  private func send(_ bytes: [UInt8], to handle: ChildHandle, _ loop: ChildLoop) -> Bool {
    guard handle.waiting.reserve(bytes.count, of: ChildHandle.mostWaiting) else { return false }
    loop.post(.send(handle, bytes))
    return true
  }

  // MARK: Events, on the I/O thread

  private func happened(_ event: ChildEvent, to handle: ChildHandle, _ loop: ChildLoop) {
    switch event {
    case .complaint(let line): log(.info, redaction.redacted(line).oneLine)
    case .ended(let ending): ended(ending, handle, loop)
    case .line(let line):
      do {
        try received(try ChildMessage(line), from: handle, loop)
      } catch {
        loop.post(.end(handle, reason: error.description))
      }
    }
  }

  private func received(
    _ message: ChildMessage, from handle: ChildHandle, _ loop: ChildLoop
  ) throws(ProtocolViolation) {
    switch message {
    case .hello(let hooks): try greeted(hooks)
    case .reply(let id, let reply): try deliver(.answered(reply), to: id)
    case .wrongReply(let id, let violation): try deliver(.failed(violation.description), to: id)
    case .call(let call):
      if let refusal = try admit(call), call.name != .log {
        let failure = CallFailure(reason: refusal)
        send(
          HostMessage.answer(to: call.id, of: call.request, .failure(failure)), to: handle, loop)
      }
    case .wrongCall(let id, let request, let violation):
      let failure = CallFailure(reason: violation.description)
      send(HostMessage.answer(to: id, of: request, .failure(failure)), to: handle, loop)
    }
  }

  private func greeted(_ hooks: Set<HookPoint>) throws(ProtocolViolation) {
    let missing = HookPoint.allCases.filter {
      settings.hooks.contains($0) && !hooks.contains($0)
    }
    guard missing.isEmpty else {
      throw ProtocolViolation(
        "does not offer the hooks that its entry names: "
          + missing.map(\.rawValue).joined(separator: ", "))
    }
    let starter = try state.withLock { state throws(ProtocolViolation) in
      guard case .starting(let handle) = state.phase else {
        throw ProtocolViolation("said 'hello' twice")
      }
      state.phase = .ready(handle)
      defer { state.starter = nil }
      return state.starter
    }
    starter?.resume()
  }

  private func deliver(_ event: RequestEvent, to id: Int) throws(ProtocolViolation) {
    let (request, wasAsked) = try state.withLock { state throws(ProtocolViolation) in
      try WarmChild.requireHello(state)
      let request = state.requests.removeValue(forKey: id)
      if request == nil { try WarmChild.countStray(&state) }
      if case .answered = event, request != nil { state.endings = 0 }
      return (request, (1..<state.nextID).contains(id))
    }
    guard let request else {
      return log(
        .debug,
        wasAsked
          ? "a reply to request \(id) came too late or twice"
          : "a reply to request \(id), which was never made, was dropped")
    }
    request.feed.yield(event)
    request.feed.finish()
  }

  /// Passes a call on to the request it belongs to; returns why not.
  private func admit(_ call: HostCall) throws(ProtocolViolation) -> String? {
    try state.withLock { state throws(ProtocolViolation) in
      try WarmChild.requireHello(state)
      guard let request = state.requests[call.request] else {
        try WarmChild.countStray(&state)
        return "nobody waits for request \(call.request)"
      }
      guard request.openCalls < WarmChild.mostOpenCalls else {
        return "more than \(WarmChild.mostOpenCalls) calls at a time"
      }
      state.requests[call.request]?.openCalls += 1
      request.feed.yield(.asked(call))
      return nil
    }
  }

  private static func requireHello(_ state: State) throws(ProtocolViolation) {
    if case .starting = state.phase { throw ProtocolViolation("did not say 'hello' first") }
  }

  private static func countStray(_ state: inout State) throws(ProtocolViolation) {
    state.stray += 1
    guard state.stray <= state.nextID + mostStray else {
      throw ProtocolViolation("sends one message after the other that belongs to no request")
    }
  }

  private func ended(_ ending: ChildEnding, _ handle: ChildHandle, _ loop: ChildLoop) {
    var ending = ending
    ending.lastWords = redaction.lastWords(ending.lastWords)
    let reason = ending.description
    var restart: Duration?
    let (requests, starter, stoppers) = state.withLock { state in
      defer {
        state.requests = [:]
        state.starter = nil
        state.stoppers = []
      }
      if case .stopping = state.phase {
        state.phase = .stopped
      } else if state.starter != nil {
        state.phase = .stopped
      } else {
        state.endings += 1
        state.phase = .waiting(reason)
        restart = settings.timings.pause(after: state.endings)
      }
      return (Array(state.requests.values), state.starter, state.stoppers)
    }
    WarmChild.fail(requests, reason)
    starter?.resume(throwing: PluginError(reason))
    for stopper in stoppers { stopper.resume() }
    guard let restart else { return }
    log(.warning, "the child \(reason); it is started again in \(restart.withUnit)")
    after(restart) { child in child.launch(loop) }
  }

  private static func fail(_ requests: [Request], _ reason: String) {
    for request in requests {
      request.feed.yield(.failed(reason))
      request.feed.finish()
    }
  }

  private func log(_ level: LogLevel, _ message: String) {
    guard let host = state.withLock({ $0.host }) else { return }
    throttle.pass { leftOut in
      host.log(level, message, leftOut > 0 ? ["left_out": .integer(leftOut)] : [:])
    }
  }
}
