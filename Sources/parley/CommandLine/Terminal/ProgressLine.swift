import Synchronization

/// Shows how far a long piece of work is, on standard error.
///
/// On a terminal it is one line that is drawn again in its place, ten times a second at most;
/// elsewhere a new line every five seconds. It speaks only when it is told of progress: it has no
/// timer of its own.
final class ProgressLine: Sendable {
  private struct State {
    /// What the line says, or would say.
    var text = ""
    var isDrawn = false
    /// When it was last drawn or printed, in the time of `now`.
    var last: Duration?
  }

  private let terminal: Terminal
  private let now: @Sendable () -> Duration
  private let state = Mutex(State())

  /// - Parameter now: the time since some moment that stays the same.
  init(terminal: Terminal, now: @escaping @Sendable () -> Duration) {
    self.terminal = terminal
    self.now = now
  }

  convenience init(terminal: Terminal) {
    let start = ContinuousClock.now
    self.init(terminal: terminal) { start.duration(to: .now) }
  }

  /// Tells of progress, as often as the work likes.
  func show(_ text: @autoclosure () -> String) {
    state.withLock { state in
      let time = now()
      if terminal.redraws {
        if let last = state.last, time - last < .milliseconds(100) { return }
        state.text = text()
        draw(&state)
        state.last = time
      } else {
        // Work that is done within five seconds needs no line.
        let last = state.last ?? time
        state.last = last
        if time - last < .seconds(5) { return }
        terminal.talk(text())
        state.last = time
      }
    }
  }

  /// Says something above the line, which stays below it.
  func talk(_ text: String) {
    state.withLock { state in
      let wasDrawn = state.isDrawn
      erase(&state)
      terminal.talk(text)
      if wasDrawn { draw(&state) }
    }
  }

  /// Takes the line away when the work has ended, well or badly.
  func finish() {
    state.withLock { state in
      erase(&state)
      state.last = nil
    }
  }

  private func draw(_ state: inout State) {
    // One column stays free: many terminals wrap when the last one is filled.
    let line = DisplayWidth.cut(
      VisibleText.of(state.text.split(whereSeparator: \.isNewline).joined(separator: " ")),
      to: terminal.errorWidth - 1)
    terminal.draw("\r\u{1B}[K" + line)
    state.isDrawn = true
  }

  private func erase(_ state: inout State) {
    if state.isDrawn { terminal.draw("\r\u{1B}[K") }
    state.isDrawn = false
  }
}
