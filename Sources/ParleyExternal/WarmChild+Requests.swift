import ParleyDomain
import ParleyPlugin
import Synchronization

// Requests to a child, and its calls to the host while it works on them.

extension WarmChild {
  /// Runs a hook in the child. Throws ``PluginError`` with what went wrong, ``PluginNotReady`` while the
  /// child is being started again, and `CancellationError` as soon as the task is cancelled; the child
  /// is told so.
  func run(
    _ hook: HookPoint, _ subject: [String: JSONValue], _ host: any TurnHost
  ) async throws -> HookReply {
    let (events, feed) = AsyncStream<RequestEvent>.makeStream()
    let (id, handle, loop) = try begin(feed, host)
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
    _ feed: AsyncStream<RequestEvent>.Continuation, _ host: any TurnHost
  ) throws -> (Int, ChildHandle, ChildLoop) {
    try state.withLock { state in
      guard let loop = state.loop else { throw PluginError("is not running") }
      switch state.phase {
      case .ready(let handle):
        let id = state.nextID
        state.nextID += 1
        state.requests[id] = Request(feed: feed, host: host)
        return (id, handle, loop)
      case .starting: throw PluginNotReady("is starting again")
      case .waiting(let reason): throw PluginNotReady("\(reason); it will be started again")
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
    let answer: Result<JSONValue, CallFailure>
    do {
      answer = .success(try await call.answer(from: host))
    } catch {
      answer = .failure(CallFailure(reason: String(describing: error)))
    }
    let (handle, loop) = state.withLock { state in
      state.requests[call.request]?.openCalls -= 1
      return (state.requests[call.request] == nil ? nil : state.handle, state.loop)
    }
    guard let handle, let loop else { return }
    send(HostMessage.answer(to: call.id, of: call.request, answer), to: handle, loop)
  }

  @discardableResult
  func send(_ bytes: [UInt8], to handle: ChildHandle, _ loop: ChildLoop) -> Bool {
    guard handle.waiting.reserve(bytes.count, of: ChildHandle.mostWaiting) else { return false }
    loop.post(.send(handle, bytes))
    return true
  }
}
