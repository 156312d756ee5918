import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct NumberReaderTests {
  @Test(
    arguments: [
      ("4", .number(4)), ("1.5", .number(1.5)), ("1-3", .text("1-3")),
      ("0.1-0.5", .text("0.1-0.5")),
    ] as [(String, FieldValue)])
  func readsNumbersInASeries(text: String, value: FieldValue) throws {
    #expect(try NumberReader.seriesNumber(text) == value)
  }

  @Test(arguments: ["three", "3-1", "1-", "-1", "1e9", "99999"])
  func refusesOtherNumbersInASeries(text: String) {
    #expect(throws: FieldProblem.self) { try NumberReader.seriesNumber(text) }
  }

  @Test func countsMayNameTheirUnit() throws {
    #expect(try NumberReader.count("336", in: 1...1000, what: "") == 336)
    #expect(try NumberReader.count("336 S.", in: 1...1000, what: "") == 336)
    #expect(throws: FieldProblem("'0' is out of range; it lies between 1 and 1000")) {
      try NumberReader.count("0", in: 1...1000, what: "")
    }
    #expect(throws: FieldProblem("'many' is not a number; write 336")) {
      try NumberReader.count("many", in: 1...1000, what: "336")
    }
  }

  @Test(
    arguments: [
      ("192", 192), ("1.5", 1.5), ("-3", -3), ("007", nil), ("1.10", nil), ("5550142207", nil),
      ("1e3", nil), ("nan", nil), ("+5", nil), ("", nil),
    ] as [(String, Double?)])
  func onlyUnmistakableTextIsANumber(text: String, number: Double?) {
    #expect(NumberReader.unmistakable(text) == number)
  }
}
