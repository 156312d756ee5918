import Glibc
import Synchronization

/// One connection of a ``LoopbackServer``: what has come, what is to be done, what is to be sent.
struct LoopbackConnection {
  /// What waits for an event looks this often, in nanoseconds.
  private static let glance: Int64 = 2_000_000
  /// How long a client must take nothing for a stall, in nanoseconds.
  private static let patience: Int64 = 100_000_000
  /// How many steps may be done before the other connections have their turn.
  private static let turns = 64

  let socket: Int32
  /// When to go on although nothing came, in nanoseconds of the monotonic clock.
  private(set) var dueAt = Int64.max
  private var input = LoopbackRequestParser()
  private var steps: ArraySlice<LoopbackServer.Step> = []
  /// When the first of `steps` began, and how many pieces of its series have gone out.
  private var progress: (beganAt: Int64, pieces: Int)?
  private var output: ArraySlice<UInt8> = []
  /// Whether `dueAt` says when the client has taken nothing for too long.
  private var isStalling = false

  init(socket: Int32) {
    self.socket = socket
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    // So that a reader who stops is noticed early, and that no token waits for another.
    set(SO_SNDBUF, of: SOL_SOCKET, to: 64 * 1024)
    set(TCP_NODELAY, of: Int32(IPPROTO_TCP), to: 1)
  }

  /// What is waited for beside the time.
  var events: Int16 { Int16(output.isEmpty ? POLLIN : POLLIN | POLLOUT) }

  /// Goes on as far as possible; `ready` is what `poll` has told. Returns `false` when the
  /// connection is over.
  mutating func advance(
    ready: Int16, now: Int64, record: LoopbackRecord, script: LoopbackServer.Script
  ) -> Bool {
    if ready & Int16(POLLIN | POLLERR | POLLHUP) != 0, !receive() {
      if !steps.isEmpty || !output.isEmpty { record.departures.signal() }
      return false
    }
    for _ in 0..<Self.turns {
      guard flush(now: now, record: record) else {
        record.departures.signal()
        return false
      }
      if !output.isEmpty { return true }
      guard let step = steps.first else {
        dueAt = .max
        guard let request = input.next() else { return !input.isNonsense }
        record.add(request)
        steps = script(request)[...]
        continue
      }
      switch perform(step, now: now) {
      case .goesOn: break
      case .waits: return true
      case .ends: return false
      }
    }
    dueAt = now  // Others come first.
    return true
  }

  private enum Outcome {
    case goesOn
    case waits
    case ends
  }

  private mutating func perform(_ step: LoopbackServer.Step, now: Int64) -> Outcome {
    switch step {
    case .send(let bytes):
      output = bytes[...]
      return finishStep()
    case .series(let series):
      return play(series, now: now)
    case .pause(let duration):
      let beganAt = progress?.beganAt ?? now
      return wait(until: beganAt + duration.nanoseconds, now: now)
    case .wait(for: let event):
      return event.count > 0 ? finishStep() : wait(until: now + Self.glance, now: now)
    case .hang:
      return wait(until: .max, now: now)
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      return .ends
    case .close:
      return .ends
    }
  }

  /// Puts into the output what has become due of a series.
  private mutating func play(_ series: LoopbackServer.Series, now: Int64) -> Outcome {
    let beganAt = progress?.beganAt ?? now
    let told = progress?.pieces ?? 0
    guard told < series.count else { return finishStep() }
    let dueCount = series.interval == 0 ? Int.max : Int((now - beganAt) / series.interval) + 1
    guard told < dueCount else {
      return wait(until: beganAt + Int64(told) * series.interval, now: now)
    }
    // Not too much at once, for the memory's sake.
    let end = min(series.count, dueCount, told + 64)
    for piece in told..<end { output += series.pieces[piece % series.pieces.count] }
    progress = (beganAt, end)
    return .goesOn
  }

  private mutating func wait(until time: Int64, now: Int64) -> Outcome {
    guard now < time else { return finishStep() }
    if progress == nil { progress = (now, 0) }
    dueAt = time
    return .waits
  }

  private mutating func finishStep() -> Outcome {
    steps = steps.dropFirst()
    progress = nil
    return .goesOn
  }

  /// Sends what can be sent; `false` when the client has gone.
  private mutating func flush(now: Int64, record: LoopbackRecord) -> Bool {
    var hasSent = false
    while !output.isEmpty {
      let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
      let sent = output.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, flags) }
      if sent > 0 {
        hasSent = true
        record.sentBytes.add(sent, ordering: .relaxed)
        output = output.dropFirst(sent)
      } else if errno == EAGAIN {
        if !hasSent, isStalling, dueAt <= now { record.stalls.signal() }
        if hasSent || !isStalling || dueAt <= now { dueAt = now + Self.patience }
        isStalling = true
        return true
      } else {
        return false
      }
    }
    isStalling = false
    output = []
    return true
  }

  /// Takes what has come; `false` when the client has gone.
  private mutating func receive() -> Bool {
    let count = withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 1) { scratch in
      let count = recv(socket, scratch.baseAddress, scratch.count, Int32(MSG_DONTWAIT))
      if count > 0 { input.add(scratch[..<count]) }
      return count
    }
    return count > 0 || (count < 0 && errno == EAGAIN)
  }

  private func set(_ option: Int32, of level: Int32, to value: Int32) {
    var value = value
    setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
