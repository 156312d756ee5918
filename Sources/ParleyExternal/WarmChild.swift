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

  struct Request {
    var feed: AsyncStream<RequestEvent>.Continuation
    var host: any TurnHost
    var openCalls = 0
  }

  enum Phase {
    case stopped
    case starting(ChildHandle)
    case ready(ChildHandle)
    /// It ended, for this reason, and will be started again.
    case waiting(String)
    case stopping(ChildHandle)
  }

  struct State {
    var phase = Phase.stopped
    /// Set when the child is first started.
    var loop: ChildLoop?
    var host: (any PluginHost)?
    var requests: [Int: Request] = [:]
    var nextID = 1
    /// Messages that belonged to no request.
    var stray = 0
    /// Wrote nonsense and is being ended for it: what else it says does not count.
    var condemned: ChildHandle?
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

  let settings: Settings
  let redaction: Redaction
  let state = Mutex(State())
  let throttle = LogThrottle()

  init(_ settings: Settings) {
    self.settings = settings
    redaction = Redaction(environment: settings.launch.environment)
  }

  deinit {
    end("was forgotten")
  }

  /// Starts the child and returns when it has answered `hello`. Throws ``PluginError`` with what went
  /// wrong, and nothing left running.
  func start(_ host: any PluginHost) async throws {
    let loop = try ChildLoop.shared()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { state in
          state.host = host
          state.loop = loop
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
    await withCheckedContinuation { continuation in
      let (child, requests) = state.withLock { state -> ((ChildHandle, ChildLoop)?, [Request]) in
        guard let handle = state.handle, let loop = state.loop else {
          state.phase = .stopped
          return (nil, [])
        }
        state.phase = .stopping(handle)
        state.stoppers.append(continuation)
        defer { state.requests = [:] }
        return ((handle, loop), Array(state.requests.values))
      }
      WarmChild.fail(requests, "is being stopped")
      if let (handle, loop) = child { loop.post(.stop(handle)) } else { continuation.resume() }
    }
  }

  /// Starts the child that is waited for; does nothing when it has been stopped meanwhile.
  func launch(_ loop: ChildLoop) {
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
    let (handle, loop) = state.withLock { ($0.handle, $0.loop) }
    if let handle { loop?.post(.end(handle, reason: reason)) }
  }

  func after(_ time: Duration, _ work: @escaping @Sendable (WarmChild) -> Void) {
    DispatchQueue.global().asyncAfter(
      deadline: .now() + .milliseconds(Int(clamping: time.inMilliseconds))
    ) { [weak self] in
      if let self { work(self) }
    }
  }
}
