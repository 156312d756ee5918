import Testing

@testable import parley

struct FiguresTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (0.875, 2, "0.88"), (12.04, 1, "12.0"), (-0.5, 1, "-0.5"), (-0.001, 1, "0.0"),
    (2.5, 0, "3"), (.nan, 2, "–"), (.infinity, 2, "–"), (1e300, 2, "–"),
  ])
  func roundsToPlaces(_ number: Double, _ places: Int, _ text: String) {
    #expect(Figures.fixed(number, places: places) == text)
  }

  @Test func timesHaveTheirUnit() {
    #expect(Figures.time(milliseconds: 0.421) == "0.42 ms")
    #expect(Figures.time(milliseconds: 16.6) == "17 ms")
    #expect(Figures.time(milliseconds: 2345) == "2.3 s")
    #expect(Figures.count(1, "turn") == "1 turn" && Figures.count(0, "turn") == "0 turns")
  }
}
