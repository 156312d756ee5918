import ParleyPlugin
import Synchronization

// What a child says and how it ends; all of it runs on the I/O thread.

extension WarmChild {
  func happened(_ event: ChildEvent, to handle: ChildHandle, _ loop: ChildLoop) {
    switch event {
    case .complaint(let line): log(.info, redaction.redacted(line).oneLine)
    case .ended(let ending): ended(ending, handle, loop)
    case .line(let line):
      // It may have said more before it is ended; what follows nonsense cannot be trusted.
      guard state.withLock({ $0.condemned !== handle }) else { return }
      do {
        try received(try ChildMessage(line), from: handle, loop)
      } catch {
        state.withLock { $0.condemned = handle }
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
      try state.withLock { state throws(ProtocolViolation) in try WarmChild.countStray(&state) }
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
      guard call.name != .log else {
        throttle.pass { [redaction] leftOut in
          call.log(to: request.host, leftOut: leftOut, redaction: redaction)
        }
        return nil
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

  static func fail(_ requests: [Request], _ reason: String) {
    for request in requests {
      request.feed.yield(.failed(reason))
      request.feed.finish()
    }
  }

  func log(_ level: LogLevel, _ message: String) {
    guard let host = state.withLock({ $0.host }) else { return }
    throttle.pass { leftOut in
      host.log(level, message, leftOut > 0 ? ["left_out": .integer(leftOut)] : [:])
    }
  }
}
