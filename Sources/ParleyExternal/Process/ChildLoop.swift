import CLinux
import Glibc
import ParleyPlugin
import Synchronization

/// The I/O thread of all child processes, from outside: takes commands from anywhere.
///
/// One thread for the life of the program, because Linux ends a child with the thread that started
/// it (PR_SET_PDEATHSIG), and because nothing here may block the cooperative pool.
final class ChildLoop: Sendable {
  /// What the thread is asked to do.
  enum Command: Sendable {
    case start(ChildLaunch, ChildHandle, ChildTimings, @Sendable (ChildEvent) -> Void)
    case send(ChildHandle, [UInt8])
    /// Close its input, ask it to end, make it end a little later.
    case stop(ChildHandle)
    case end(ChildHandle, reason: String)
  }

  private static let single = Mutex<ChildLoop?>(nil)

  private let commands = Mutex<[Command]>([])
  private let wakeUp: Int32

  /// The one loop, started when it is first needed. Throws ``PluginError``.
  static func shared() throws -> ChildLoop {
    try single.withLock { single in
      if let single { return single }
      let loop = try ChildLoop()
      single = loop
      return loop
    }
  }

  private init() throws {
    wakeUp = linux_event_counter()
    guard wakeUp >= 0 else {
      throw PluginError("cannot make an event counter: \(String(cString: strerror(errno)))")
    }
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, ChildLoop.threadBody, context.toOpaque())
    guard code == 0 else {
      context.release()
      close(wakeUp)
      throw PluginError("cannot start a thread: \(String(cString: strerror(code)))")
    }
    pthread_detach(thread)
  }

  func post(_ command: Command) {
    commands.withLock { $0.append(command) }
    var one: UInt64 = 1
    // Fails only when the counter is about to overflow, and then it is readable anyway.
    _ = write(wakeUp, &one, MemoryLayout<UInt64>.size)
  }

  private func takeCommands() -> [Command] {
    var count: UInt64 = 0
    _ = read(wakeUp, &count, MemoryLayout<UInt64>.size)
    return commands.withLock { commands in
      defer { commands = [] }
      return commands
    }
  }

  private static let threadBody:
    @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
      context in
      guard let context else { return nil }
      // No signal is handled here; a closed pipe is then an error of `write`.
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      let loop = Unmanaged<ChildLoop>.fromOpaque(context).takeRetainedValue()
      var rounds = ChildLoopRounds(wakeUp: loop.wakeUp)
      rounds.run { loop.takeCommands() }
      return nil
    }
}

/// The I/O thread's work: round after round of waiting, reading, writing and burying.
private struct ChildLoopRounds {
  private static let bufferSize = 1 << 16

  let wakeUp: Int32
  private var children: [ObjectIdentifier: RunningChild] = [:]

  init(wakeUp: Int32) {
    self.wakeUp = wakeUp
  }

  /// Which descriptor of which child.
  private enum Role {
    case process
    case input
    case output
    case errors
  }

  mutating func run(_ takeCommands: () -> [ChildLoop.Command]) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ChildLoopRounds.bufferSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      var descriptors = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
      var watched: [(RunningChild, Role)] = []
      for child in children.values {
        for (descriptor, role, events) in ChildLoopRounds.interests(of: child) {
          descriptors.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
          watched.append((child, role))
        }
      }
      _ = poll(&descriptors, nfds_t(descriptors.count), waitMilliseconds)
      for (ready, (child, role)) in zip(descriptors.dropFirst(), watched) where ready.revents != 0 {
        advance(child, role, ready.revents, buffer)
      }
      let now = ContinuousClock.now
      for child in children.values { child.lookAtClock(now) }
      if descriptors[0].revents != 0 { for command in takeCommands() { carryOut(command) } }
    }
  }

  private static func interests(of child: RunningChild) -> [(Int32, Role, Int32)] {
    var interests: [(Int32, Role, Int32)] = []
    if let output = child.output { interests.append((output, .output, POLLIN)) }
    if let errors = child.errors { interests.append((errors, .errors, POLLIN)) }
    if let input = child.input {
      interests.append((input, .input, child.hasOutgoing ? POLLOUT : 0))
    }
    interests.append((child.started.descriptor, .process, POLLIN))
    return interests
  }

  private mutating func advance(
    _ child: RunningChild, _ role: Role, _ ready: Int16, _ buffer: UnsafeMutableRawBufferPointer
  ) {
    switch role {
    case .output: child.readOutput(buffer)
    case .errors: child.readErrors(buffer)
    case .input:
      if ready & Int16(POLLOUT) != 0 { child.writeInput() }
      if ready & Int16(POLLERR | POLLNVAL) != 0 { child.inputWasClosed() }
    case .process:
      children[ObjectIdentifier(child.handle)] = nil
      child.bury(buffer)
    }
  }

  private mutating func carryOut(_ command: ChildLoop.Command) {
    switch command {
    case .start(let launch, let handle, let timings, let onEvent):
      do {
        children[ObjectIdentifier(handle)] = RunningChild(
          try launch.start(), handle: handle, timings: timings, onEvent: onEvent)
      } catch {
        onEvent(.ended(ChildEnding(.notStarted(String(describing: error)))))
      }
    case .send(let handle, let bytes):
      guard let child = children[ObjectIdentifier(handle)] else {
        return handle.waiting.release(bytes.count)
      }
      child.send(bytes)
    case .stop(let handle): children[ObjectIdentifier(handle)]?.stop()
    case .end(let handle, let reason): children[ObjectIdentifier(handle)]?.end(reason)
    }
  }

  /// Until the next child has to be looked at; -1 when none has.
  private var waitMilliseconds: Int32 {
    guard let next = children.values.compactMap(\.alarm).min() else { return -1 }
    let left = ContinuousClock.now.duration(to: next).inMilliseconds
    return Int32(clamping: max(0, left) + 1)
  }
}
