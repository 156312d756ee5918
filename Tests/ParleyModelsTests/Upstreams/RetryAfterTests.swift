import ParleyHTTPClient
import ParleyPlugin
import Testing

@testable import ParleyModels

struct RetryAfterTests {
  private let now = Timestamp(milliseconds: 784_111_777_000)  // 1994-11-06T08:49:37Z

  private func wait(_ headers: [(name: String, value: String)]) -> Duration? {
    RetryAfter.duration(in: HTTPHeaders(headers), now: now)
  }

  @Test func readsSecondsAndMilliseconds() {
    #expect(wait([("Retry-After", "2")]) == .seconds(2))
    #expect(wait([("Retry-After", "0.5")]) == .milliseconds(500))
    #expect(wait([("retry-after", "9"), ("retry-after-ms", "1500")]) == .milliseconds(1500))
  }

  @Test func readsDates() {
    #expect(wait([("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")]) == .seconds(30))
    #expect(wait([("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")]) == .zero)
    #expect(
      wait([
        ("retry-after", "Mon, 07 Nov 1994 00:00:10 GMT"), ("date", "Mon, 07 Nov 1994 00:00:00 GMT"),
      ]) == .seconds(10))
  }

  @Test(arguments: ["", "soon", "-1", "nan", "inf", "1e300", "Sun, 06 Foo 1994 08:49:37 GMT"])
  func garbageIsNoWait(value: String) {
    #expect(wait([("retry-after", value), ("retry-after-ms", value)]) == nil)
  }
}
