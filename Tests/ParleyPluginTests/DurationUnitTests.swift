import ParleyPlugin
import Testing

@Suite struct DurationUnitTests {
  @Test(
    arguments: [
      ("300ms", .milliseconds(300)), ("5s", .seconds(5)), ("30m", .seconds(1800)),
      ("12h", .seconds(43_200)), ("180d", .seconds(15_552_000)), ("2w", .seconds(1_209_600)),
      ("0s", .zero), ("007s", .seconds(7)), ("365250d", .seconds(31_557_600_000)),
    ] as [(String, Duration)])
  func readsASpanWithItsUnit(text: String, duration: Duration) {
    #expect(Duration(withUnit: text) == duration)
  }

  @Test(arguments: [
    "", "5", "s", "ms", "-5s", "+5s", "1.5s", "5 s", " 5s", "5s ", "1h30m", "5S", "5min", "5y",
    "5µs",
    "٥s", "５s", "5s\u{301}", "1e3s", "365251d", "31557600000001ms", "999999999999999w",
    "9999999999999999s", "99999999999999999999999999s",
  ])
  func refusesEverythingElse(text: String) {
    #expect(Duration(withUnit: text) == nil)
  }

  @Test(
    arguments: [
      (.zero, "0s"), (.milliseconds(300), "300ms"), (.milliseconds(1500), "1500ms"),
      (.seconds(90), "90s"),
      (.seconds(120), "2m"), (.seconds(7200), "2h"), (.seconds(86_400), "1d"),
      (.seconds(604_800), "7d"),
      (.seconds(-90), "-90s"), (.seconds(-120), "-2m"),
    ] as [(Duration, String)])
  func writesTheLargestExactUnit(duration: Duration, text: String) {
    #expect(duration.withUnit == text)
  }

  @Test func whatIsWrittenReadsBack() {
    for milliseconds in stride(from: 0, through: 31_557_600_000_000, by: 9_973_000_500) {
      let duration = Duration.milliseconds(milliseconds)
      #expect(Duration(withUnit: duration.withUnit) == duration)
    }
  }

  @Test(
    arguments: [
      (.seconds(1.5), 1500), (.seconds(-1.5), -1500), (.microseconds(1999), 1),
      (.microseconds(-1999), -1),
      (.seconds(Int64.max), .max), (.seconds(Int64.min), .min),
      (.seconds(9_223_372_036_854_775) + .milliseconds(900), .max),
      (.seconds(-9_223_372_036_854_775) - .milliseconds(900), .min),
      (.seconds(9_223_372_036_854_775) + .milliseconds(807), .max),
    ] as [(Duration, Int64)])
  func millisecondsAreRoundedTowardsZeroAndStayAtTheEnds(duration: Duration, expected: Int64) {
    #expect(duration.inMilliseconds == expected)
  }
}
