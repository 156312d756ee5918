import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct DateReaderTests {
  @Test func readsYearsAndDates() throws {
    #expect(try DateReader.published("1969") == .number(1969))
    #expect(try DateReader.published("1969.0") == .number(1969))
    #expect(try DateReader.published("-720") == .number(-720))
    #expect(try DateReader.published("1969-03") == .number(1969))
    let day = try #require(Timestamp("1969-03-14"))
    #expect(try DateReader.published("1969-03-14") == .timestamp(day))
    #expect(try DateReader.published("14.3.1969") == .timestamp(day))
  }

  @Test(arguments: [
    ("20O4", "'20O4' has the letter O in place of the digit 0"),
    ("3004", "'3004' is out of range; a year lies between -3000 and 2100"),
    ("3004-01-01", "'3004-01-01' is out of range; a year lies between -3000 and 2100"),
    ("-5000", "'-5000' is out of range; a year lies between -3000 and 2100"),
    ("3/14/1969", "'3/14/1969' is neither a year nor a date; write 1969 or 1969-03-14"),
  ])
  func refusesOtherYears(text: String, reason: String) {
    #expect(throws: FieldProblem(reason)) { try DateReader.published(text) }
  }

  @Test func updatesAreTimes() throws {
    let time = try #require(Timestamp("2026-10-14T16:30:00Z"))
    #expect(try DateReader.updated("2026-10-14T18:30:00+02:00") == .timestamp(time))
    #expect(throws: FieldProblem.self) { try DateReader.updated("yesterday") }
  }
}
