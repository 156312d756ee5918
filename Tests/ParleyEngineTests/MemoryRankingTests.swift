import ParleyPlugin
import Testing

@testable import ParleyEngine

/// Which memories matter most for a text.
struct MemoryRankingTests {
  private static let day: Int64 = 86_400_000
  private let ranking = MemoryRanking(now: Timestamp(milliseconds: 1000 * MemoryRankingTests.day))

  private func memory(_ text: String, _ importance: Double, daysAgo: Int64) -> Memory {
    Memory(
      text: text, importance: importance, confidence: 1,
      learntAt: Timestamp(milliseconds: (1000 - daysAgo) * MemoryRankingTests.day))
  }

  private func order(_ memories: [Memory], _ text: String, limit: Int = 10) -> [String] {
    ranking.best(memories, for: text, limit: limit).map(\.text)
  }

  @Test func relevanceRecencyAndImportanceEachDecideWhenTheOthersAreEqual() {
    let relevant = [memory("Has a cat", 0.5, daysAgo: 1), memory("Collects maps", 0.5, daysAgo: 1)]
    #expect(order(relevant, "Something with a map?") == ["Has a cat", "Collects maps"])
    #expect(order(relevant, "Do you have maps?").first == "Collects maps")
    let recent = [memory("older", 0.5, daysAgo: 60), memory("newer", 0.5, daysAgo: 1)]
    #expect(order(recent, "hello") == ["newer", "older"])
    let important = [memory("less", 0.2, daysAgo: 1), memory("more", 0.9, daysAgo: 1)]
    #expect(order(important, "hello") == ["more", "less"])
  }

  @Test func eachOfTheThreeWeighsTheSame() {
    // 0.99 to the 69th is a half: worth as much as half of the importance.
    let old = memory("old", 0.75, daysAgo: 69)
    #expect(order([old, memory("new", 0.2, daysAgo: 0)], "hello") == ["old", "new"])
    #expect(order([old, memory("new", 0.3, daysAgo: 0)], "hello") == ["new", "old"])
  }

  @Test func wordsMatchByTheirBeginningsAndRareOnesCountMore() {
    let memories = [
      memory("Reads fantasy books", 0.5, daysAgo: 1), memory("Gives books to Mia", 0.5, daysAgo: 1),
      memory("Translates books", 0.5, daysAgo: 1),
    ]
    #expect(order(memories, "a translation of books").first == "Translates books")
  }

  @Test func timesInTheFutureAndLimitsDoNoHarm() {
    #expect(order([memory("tomorrow", 0.5, daysAgo: -1)], "") == ["tomorrow"])
    #expect(order([memory("a", 0.5, daysAgo: 999)], "hello", limit: -1) == [])
    #expect(order([], "hello") == [])
  }
}
