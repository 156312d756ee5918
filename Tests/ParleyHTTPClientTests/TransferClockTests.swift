import Testing

@testable import ParleyHTTPClient

struct TransferClockTests {
  private let start = ContinuousClock.now
  private let timeouts = HTTPTimeouts(
    firstByte: .seconds(60), idle: .seconds(30), total: .seconds(600))

  private func at(_ seconds: Int) -> ContinuousClock.Instant {
    start.advanced(by: .seconds(seconds))
  }

  @Test func waitsForTheFirstByteThenForEachNext() {
    var clock = TransferClock(timeouts, startedAt: start)
    #expect(clock.deadline == (at(60), .firstByte))
    clock.bytesArrived(at: at(10))
    #expect(clock.deadline == (at(40), .idle))
    clock.bytesArrived(at: at(590))
    #expect(clock.deadline == (at(600), .total))
  }

  @Test func aPauseOfOursIsNotIdleness() {
    var clock = TransferClock(timeouts, startedAt: start)
    clock.bytesArrived(at: at(10))
    clock.paused()
    #expect(clock.deadline == (at(600), .total))
    clock.resumed(at: at(100))
    #expect(clock.deadline == (at(130), .idle))
  }

  @Test func canBeShortenedButNotLengthened() {
    var clock = TransferClock(timeouts, startedAt: start)
    clock.shorten(to: at(5))
    clock.shorten(to: at(50))
    #expect(clock.deadline == (at(5), .total))
  }
}
