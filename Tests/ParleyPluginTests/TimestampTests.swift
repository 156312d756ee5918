import ParleyPlugin
import Testing

@Suite struct TimestampTests {
  /// Expected values: `date -u -d TEXT +%s`.
  @Test(
    arguments: [
      ("1970-01-01", 0), ("2026-11-20", 1_795_132_800_000), ("1969-12-31", -86_400_000),
      ("2000-02-29", 951_782_400_000), ("0000-01-01", -62_167_219_200_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      ("2026-11-20T18:30:00Z", 1_795_199_400_000), ("2026-11-20 18:30:00z", 1_795_199_400_000),
      ("2026-11-20t18:30:00.123+01:00", 1_795_195_800_123),
      ("2026-11-20T18:30:00.5-00:30", 1_795_201_200_500),
      ("2026-11-20T18:30:00.123999999999999999999999Z", 1_795_199_400_123),
      ("1969-12-31T23:59:59.999Z", -1), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ] as [(String, Int64)])
  func readsRFC3339(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-1-2", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29",
    "2026-04-31", "2026-01-00", "2026-01-32", "20261120", "-2026-11-20", "12026-11-20",
    "2026-11-20T",
    "2026-11-20T18:30", "2026-11-20T18:30Z", "2026-11-20T18:30:00", "2026-11-20T24:00:00Z",
    "2026-11-20T18:60:00Z", "2026-11-20T18:30:61Z", "2026-11-20T18:30:00.Z",
    "2026-11-20T18:30:00,5Z", "2026-11-20T18:30:00+0100", "2026-11-20T18:30:00+24:00",
    "2026-11-20T18:30:00+01:60", "2026-11-20T18:30:00Z ", " 2026-11-20", "２026-11-20",
    "2026-11-20T18:30:00ZZ", "2026‐11‐20",
  ])
  func refusesEverythingElse(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_795_199_400_123, "2026-11-20T18:30:00.123Z"),
      (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"),
      (253_402_300_800_000, "10000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func writesRFC3339(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
    #expect(Timestamp(milliseconds: milliseconds).day == String(text.prefix { $0 != "T" }))
  }

  @Test(arguments: [Int64.min, .max]) func writesTheEndsOfTheRange(milliseconds: Int64) {
    #expect(Timestamp(milliseconds: milliseconds).description.hasSuffix("Z"))
  }

  @Test func whatIsWrittenReadsBack() {
    let step = 997 * 86_400_000 + 12_345_677
    for milliseconds in stride(from: -62_167_219_200_000, to: 253_402_300_800_000, by: step) {
      let timestamp = Timestamp(milliseconds: Int64(milliseconds))
      #expect(Timestamp(timestamp.description) == timestamp)
    }
  }

  @Test func everyFourthYearIsALeapYearExceptCenturies() {
    for year in 1600...2400 {
      let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
      let first = Timestamp("\(year)-02-28")
      let next = isLeap ? Timestamp("\(year)-02-29") : Timestamp("\(year)-03-01")
      #expect(first?.advanced(by: .seconds(86_400)) == next)
      #expect((Timestamp("\(year)-02-29") != nil) == isLeap)
    }
  }

  @Test(
    arguments: [
      (0, .milliseconds(1), 1), (0, .milliseconds(-1), -1), (5, .seconds(-1), -995),
      (0, .microseconds(999), 0), (0, .microseconds(-999), 0), (.max, .milliseconds(1), .max),
      (.min, .milliseconds(-1), .min), (.max - 1, .milliseconds(1), .max),
      (0, .seconds(Int64.max), .max), (0, .seconds(Int64.min), .min),
      (.max, .seconds(Int64.min), -1),
    ] as [(Int64, Duration, Int64)])
  func advancesAndStaysAtTheEnds(start: Int64, duration: Duration, end: Int64) {
    #expect(Timestamp(milliseconds: start).advanced(by: duration).milliseconds == end)
  }

  @Test func ordersByTime() {
    let texts = ["1969-12-31", "1970-01-01T00:00:00.001Z", "2026-11-20", "2026-11-20T00:00:01Z"]
    let timestamps = texts.compactMap { Timestamp($0) }
    #expect(timestamps.count == 4)
    #expect(timestamps.reversed().sorted() == timestamps)
  }
}
