import Testing

@testable import parley

struct SideBySideTests {
  @Test func columnsAreWrappedBetweenWords() {
    let lines = SideBySide(width: 43).lines("one two three four five six", "short\n\nend")
    #expect(
      lines
        == [
          "one two three four   │ short", "five six             │", "                     │ end",
        ])
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 43 })
  }

  @Test func longWordsAndWideLettersFit() {
    let lines = SideBySide(width: 40).lines(
      String(repeating: "x", count: 50), String(repeating: "本", count: 30))
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 40 })
    #expect(lines.joined().count { $0 == "x" } == 50)
    #expect(lines.joined().count { $0 == "本" } == 30)
  }

  @Test func withoutRoomOneStandsBelowTheOther() {
    #expect(SideBySide(width: 20).lines("a", "b") == ["a", "──", "b"])
  }
}
