import Testing

@testable import ParleyKnowledge

struct EditDistanceTests {
  @Test(arguments: [
    ("pratchett", "pratchett", 0), ("prachett", "pratchett", 1), ("tolkein", "tolkien", 1),
    ("butlar", "butler", 1), ("christi", "christie", 1), ("mantell", "mantel", 1),
    ("", "ab", 2), ("ab", "", 2), ("goldman", "gooldmen", 2),
  ])
  func countsSlips(left: String, right: String, slips: Int) {
    #expect(EditDistance.between(left, right, atMost: 2) == slips)
    #expect(EditDistance.between(right, left, atMost: 2) == slips)
  }

  @Test func looksNoFurtherThanTheLimit() {
    #expect(EditDistance.between("austen", "homer", atMost: 2) == nil)
    #expect(EditDistance.between("prachett", "pratchett", atMost: 0) == nil)
    #expect(EditDistance.between("a", "abcd", atMost: 2) == nil)
  }
}
