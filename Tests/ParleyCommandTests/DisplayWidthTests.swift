import Testing

@testable import parley

struct DisplayWidthTests {
  @Test(arguments: [("Dune", 4), ("né", 2), ("書店", 4), ("📚", 2), ("", 0), ("e\u{301}", 1)])
  func countsColumns(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(arguments: [
    ("Dune", 4, "Dune"), ("Dune", 3, "Du…"), ("書店", 3, "書…"), ("書店", 2, "…"), ("Dune", 0, ""),
  ])
  func cuts(_ text: String, _ columns: Int, _ result: String) {
    #expect(DisplayWidth.cut(text, to: columns) == result)
  }
}
