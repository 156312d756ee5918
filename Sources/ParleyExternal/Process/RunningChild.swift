import Glibc
import ParleyPlugin

/// A child process as the I/O thread sees it: its pipes, what waits to be written, when to end it.
/// Never leaves that thread.
final class RunningChild {
  typealias Instant = ContinuousClock.Instant

  /// The longest message, in bytes.
  static let longestLine = 1 << 20
  /// The longest line of standard error that is kept, and how much of the end of it all.
  static let longestComplaint = 1000
  static let lastWords = 1000
  /// How long a child that closed its output has to end by itself, so that its status is known.
  private static let farewell = Duration.milliseconds(200)

  let handle: ChildHandle
  let started: ChildLaunch.Started
  private let timings: ChildTimings
  private let onEvent: @Sendable (ChildEvent) -> Void

  private(set) var input: Int32?
  private(set) var output: Int32?
  private(set) var errors: Int32?
  /// When the group is sent SIGKILL.
  private(set) var killAt: Instant?
  private var killReason: String?
  private var hasKilled = false
  private var outgoing: [UInt8] = []
  private var written = 0
  /// Since when the child has not taken a byte of what waits.
  private var stalledSince: Instant?
  private var lines = LineSplitter(longest: RunningChild.longestLine)
  private var complaint: [UInt8] = []
  private var tail: [UInt8] = []

  init(
    _ started: ChildLaunch.Started, handle: ChildHandle, timings: ChildTimings,
    onEvent: @escaping @Sendable (ChildEvent) -> Void
  ) {
    self.started = started
    self.handle = handle
    self.timings = timings
    self.onEvent = onEvent
    input = started.input
    output = started.output
    errors = started.errors
  }

  /// Whether bytes wait to be written.
  var hasOutgoing: Bool { written < outgoing.count && input != nil }

  /// When this child has to be looked at without an event.
  var alarm: Instant? {
    let stall = stalledSince.map { $0.advanced(by: timings.write) }
    let kill = hasKilled ? nil : killAt
    guard let stall, let kill else { return stall ?? kill }
    return min(stall, kill)
  }

  // MARK: Writing

  func send(_ bytes: [UInt8]) {
    guard input != nil else { return handle.waiting.release(bytes.count) }
    if written == outgoing.count {
      outgoing = bytes
      written = 0
    } else {
      outgoing.append(contentsOf: bytes)
    }
    writeInput()
  }

  func writeInput() {
    guard let input else { return }
    while written < outgoing.count {
      let count = outgoing.withUnsafeBytes { buffer in
        write(input, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
        handle.waiting.release(count)
        stalledSince = nil
      } else if errno == EAGAIN {
        stalledSince = stalledSince ?? .now
        return
      } else if errno != EINTR {
        closeInput()
        return endSoon("closed its input")
      }
    }
    stalledSince = nil
    outgoing = []
    written = 0
  }

  private func closeInput() {
    if let input { close(input) }
    input = nil
    stalledSince = nil
    handle.waiting.release(outgoing.count - written)
    outgoing = []
    written = 0
  }

  /// The child will not read any more.
  func inputWasClosed() {
    closeInput()
    endSoon("closed its input")
  }

  // MARK: Reading

  /// Reads what there is of standard output, at most one buffer, so that no child keeps the thread.
  /// Returns whether there may be more.
  @discardableResult
  func readOutput(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let output else { return false }
    let count = read(output, buffer.baseAddress, buffer.count)
    if count > 0 {
      do {
        try lines.take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { line in
          if !line.isEmpty { onEvent(.line(line)) }
        }
        return true
      } catch {
        end("sent a line of more than \(RunningChild.longestLine) bytes")
      }
    } else if count == 0 {
      close(output)
      self.output = nil
      endSoon("closed its output")
    } else if errno != EAGAIN, errno != EINTR {
      end("its output cannot be read: \(String(cString: strerror(errno)))")
    }
    return false
  }

  @discardableResult
  func readErrors(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let errors else { return false }
    let count = read(errors, buffer.baseAddress, buffer.count)
    if count > 0 {
      for byte in buffer[..<count] { takeError(byte) }
      tail.append(contentsOf: buffer[..<count].suffix(RunningChild.lastWords))
      if tail.count > RunningChild.lastWords { tail = tail.suffix(RunningChild.lastWords) }
      return true
    }
    if count == 0 {
      close(errors)
      self.errors = nil
    }
    return false
  }

  private func takeError(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") {
      flushComplaint()
    } else if complaint.count < RunningChild.longestComplaint {
      complaint.append(byte)
    }
  }

  private func flushComplaint() {
    if !complaint.isEmpty { onEvent(.complaint(String(decoding: complaint, as: UTF8.self))) }
    complaint = []
  }

  // MARK: Ending

  /// Asks the group to end, and makes sure of it later.
  func stop() {
    closeInput()
    kill(-started.process, SIGTERM)
    killAt = min(killAt ?? .now.advanced(by: timings.stop), .now.advanced(by: timings.stop))
    killReason = killReason ?? "was told to end and did not"
  }

  /// Ends the group at once; nothing more is read.
  func end(_ reason: String) {
    guard !hasKilled else { return }
    hasKilled = true
    killReason = killReason ?? reason
    closeInput()
    if let output { close(output) }
    output = nil
    kill(-started.process, SIGKILL)
  }

  private func endSoon(_ reason: String) {
    guard killAt == nil else { return }
    killAt = .now.advanced(by: RunningChild.farewell)
    killReason = reason
  }

  /// Does what is due by the clock.
  func lookAtClock(_ now: Instant) {
    if let stalledSince, now >= stalledSince.advanced(by: timings.write) {
      let waits = outgoing.count - written
      end("does not read its input: \(waits) bytes wait since \(timings.write.withUnit)")
    }
    if let killAt, now >= killAt { end(killReason ?? "was ended") }
  }

  /// After the process has ended: reads what it left, ends what is left of its group, and lets go of
  /// everything.
  func bury(_ buffer: UnsafeMutableRawBufferPointer) {
    // A pipe holds 64 KiB; more can only come from a grandchild that still writes.
    for _ in 0..<4 where readOutput(buffer) {}
    for _ in 0..<4 where readErrors(buffer) {}
    flushComplaint()
    // Its number cannot be taken by another group before the wait below.
    kill(-started.process, SIGKILL)
    var status: Int32 = 0
    while waitpid(started.process, &status, 0) < 0, errno == EINTR {}
    closeInput()
    for descriptor in [output, errors, started.descriptor] {
      if let descriptor { close(descriptor) }
    }
    output = nil
    errors = nil
    onEvent(
      .ended(
        ChildEnding(
          status: status, reason: hasKilled ? killReason : nil,
          lastWords: String(decoding: tail, as: UTF8.self))))
  }
}

extension String {
  /// Without line breaks and other control characters, so that it fits into a line of a log.
  var oneLine: String {
    var line = ""
    for scalar in unicodeScalars {
      line.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(line.split(separator: " ").joined(separator: " "))
  }
}
