import Testing

@testable import ParleyKnowledge

@Suite struct ISBNTests {
  @Test(arguments: [
    ("9780441478125", "9780441478125"), ("978-0-441-47812-5", "9780441478125"),
    ("0-441-47812-3", "9780441478125"), ("ISBN-13: 978 0 441 47812 5", "9780441478125"),
    ("=\"9780441478125\"", "9780441478125"), ("080442957x", "9780804429573"),
  ])
  func becomesThirteenDigits(text: String, digits: String) throws {
    #expect(try ISBN.read(text) == digits)
  }

  @Test(arguments: [
    ("9780441478124", "'9780441478124' has the wrong check digit: 5 expected, 4 found"),
    ("0441478124", "'0441478124' has the wrong check digit: 3 expected, 4 found"),
    ("12345", "'12345' is not an ISBN: 5 digits found, an ISBN has 13 or 10"),
    ("9.78044E+12", "'9.78044E+12' was rounded by a spreadsheet; export the column as text"),
    ("4006381333931", "'4006381333931' is not an ISBN: thirteen digits begin with 978 or 979"),
  ])
  func tellsWhatIsWrong(text: String, reason: String) {
    #expect(throws: FieldProblem(reason)) { try ISBN.read(text) }
    #expect(ISBN.thirteen(from: text) == nil)
  }
}
