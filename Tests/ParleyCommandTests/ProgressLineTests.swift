import Synchronization
import Testing

@testable import parley

struct ProgressLineTests {
  /// Time that passes only when told.
  private final class Time: Sendable {
    private let elapsed = Mutex(Duration.zero)
    var now: Duration { elapsed.withLock { $0 } }
    func pass(_ duration: Duration) { elapsed.withLock { $0 += duration } }
  }

  private let time = Time()

  private func line(_ errors: RecordedStream, _ environment: [String: String] = [:])
    -> ProgressLine
  {
    let terminal = Terminal(output: RecordedStream(), errors: errors, environment: environment)
    return ProgressLine(terminal: terminal) { [time] in time.now }
  }

  @Test func redrawsInItsPlace() {
    let errors = RecordedStream(isTerminal: true, columns: 20)
    let line = line(errors)
    line.show("100 records")
    line.show("too soon")
    time.pass(.milliseconds(100))
    line.show("200 records of a long list")
    line.finish()
    #expect(
      errors.text == "\r\u{1B}[K100 records\r\u{1B}[K200 records of a l…\r\u{1B}[K")
  }

  @Test func staysOneLine() {
    let errors = RecordedStream(isTerminal: true, columns: 40)
    line(errors).show("a\nb\r\u{1B}[2J\u{7}")
    #expect(errors.text == "\r\u{1B}[Ka b ␛[2J␇")
  }

  @Test func talksAboveItself() {
    let errors = RecordedStream(isTerminal: true, columns: 40)
    let line = line(errors)
    line.show("50 %")
    line.talk("a.csv:3: price: not a number")
    #expect(
      errors.text == "\r\u{1B}[K50 %\r\u{1B}[Ka.csv:3: price: not a number\n\r\u{1B}[K50 %")
  }

  @Test(arguments: [
    (RecordedStream(), [:]), (RecordedStream(isTerminal: true), ["TERM": "dumb"]),
  ])
  func printsALineEveryFiveSeconds(_ errors: RecordedStream, _ environment: [String: String]) {
    let line = line(errors, environment)
    for second in 0...12 {
      line.show("second \(second)")
      time.pass(.seconds(1))
    }
    line.finish()
    #expect(errors.text == "second 5\nsecond 10\n")
  }

  @Test func shortWorkNeedsNoLine() {
    let errors = RecordedStream()
    let line = line(errors)
    line.show("almost done")
    line.finish()
    #expect(errors.text == "")
  }
}
