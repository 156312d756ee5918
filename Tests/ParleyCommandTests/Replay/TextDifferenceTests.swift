import Testing

@testable import parley

struct TextDifferenceTests {
  @Test func equalTextsDifferNowhere() {
    #expect(TextDifference(from: "a\nb\n", to: "a\nb\n").lines == [])
    #expect(TextDifference(from: "", to: "").lines == [])
  }

  @Test func aChangedLineStandsBetweenItsNeighbours() {
    let old = "one\ntwo\nthree\nfour\nfive\nsix\nseven"
    let new = "one\ntwo\nthree\nFOUR\nfive\nsix\nseven"
    #expect(
      TextDifference(from: old, to: new).lines == [
        "@@ -2,5 +2,5 @@", " two", " three", "-four", "+FOUR", " five", " six",
      ])
  }

  @Test func distantChangesAreHunksOfTheirOwn() {
    let old = (1...20).map(String.init)
    var new = old
    new[1] = "two"
    new.remove(at: 17)
    let lines = TextDifference(
      from: old.joined(separator: "\n"), to: new.joined(separator: "\n")
    ).lines
    #expect(
      lines == [
        "@@ -1,4 +1,4 @@", " 1", "-2", "+two", " 3", " 4",
        "@@ -16,5 +16,4 @@", " 16", " 17", "-18", " 19", " 20",
      ])
  }

  @Test func allOfATextMayBeNew() {
    #expect(TextDifference(from: "", to: "a\nb\n").lines == ["@@ -0,0 +1,2 @@", "+a", "+b"])
    #expect(TextDifference(from: "a\n", to: "").lines == ["@@ -1,1 +0,0 @@", "-a"])
  }
}
