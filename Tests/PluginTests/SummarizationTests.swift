import ParleyPlugin
import Summarization
import Testing

struct SummarizationTests {
  private func plugin(_ options: JSONValue = [:]) throws -> SummarizationPlugin {
    var settings: [String: JSONValue] = ["turns": 4, "keep": 1, "tokens": 50]
    settings.merge(options.object ?? [:]) { $1 }
    return SummarizationPlugin(options: try JSONValue.object(settings).decoded())
  }

  /// Runs the job of every turn up to this one.
  private func talk(
    _ turns: ClosedRange<Int>, _ plugin: SummarizationPlugin, _ host: RecollectingHost,
    _ say: (Int) -> String = { "I said \($0)" }
  ) async throws {
    for turn in turns {
      host.apply(try await plugin.postResponse(exchange(turn, say), host))
    }
  }

  private func ids(_ turns: ClosedRange<Int>) -> [MessageID] {
    turns.flatMap { [MessageID("q\($0)"), MessageID("a\($0)")] }
  }

  @Test func sumsUpAfterSoManyTurnsAndLeavesTheNewestOut() async throws {
    let host = RecollectingHost { _ in ["summary": "They talked."] }
    try await talk(1...4, try plugin(), host)
    #expect(host.contents.summaries.isEmpty && host.asked.isEmpty)
    try await talk(5...9, try plugin(), host)
    #expect(host.contents.summaries.map(\.covers) == [ids(1...4), ids(5...8)])
    #expect(host.contents.summaries.map(\.version) == [1, 2])
    #expect(host.asked.count == 2)
    // The model sees the messages as data, and nothing that was summed up before.
    #expect(host.asked[1][1].content.contains("> I said 5"))
    #expect(!host.asked[1][1].content.contains("I said 4"))
  }

  @Test func sumsUpEarlierWhenTheHistoryOutgrowsItsShare() async throws {
    // Fifty words a turn; 160 of two hundred are four fifths.
    let host = RecollectingHost(historyTokens: 200) { _ in ["summary": "They talked."] }
    let plugin = try plugin(["turns": 100])
    let say = { (turn: Int) in "I said \(turn)" + String(repeating: " word", count: 45) }
    try await talk(1...3, plugin, host, say)
    #expect(host.contents.summaries.isEmpty)
    try await talk(4...4, plugin, host, say)
    #expect(host.contents.summaries.map(\.covers) == [ids(1...2)])
    try await talk(5...6, plugin, host, say)
    #expect(host.contents.summaries.map(\.covers) == [ids(1...2), ids(3...4)])
    // Three do not fit into half of the share: they are drawn together at once.
    try await talk(7...8, plugin, host, say)
    #expect(host.contents.summaries.map(\.covers).last == ids(1...6))
  }

  @Test(arguments: ModelFault.allCases)
  func whatIsNoSummaryChangesNothing(fault: ModelFault) async throws {
    let host = RecollectingHost { _ in try fault.reply() }
    try await talk(1...6, try plugin(), host)
    #expect(host.contents.summaries.isEmpty)
    #expect(host.told == ["no summary was made", "no summary was made"])
  }

  @Test(arguments: ["", " \n ", "…", String(repeating: "word ", count: 51)])
  func emptyAndOverlongSummariesChangeNothing(text: String) async throws {
    let host = RecollectingHost { _ in ["summary": .string(text)] }
    try await talk(1...5, try plugin(), host)
    #expect(host.contents.summaries.isEmpty)
  }

  @Test func whatFailedIsSummedUpAfterTheNextTurn() async throws {
    let host = RecollectingHost { messages in
      guard messages[1].content.contains("I said 5") else { return [:] }
      return ["summary": "Later."]
    }
    try await talk(1...6, try plugin(), host)
    #expect(host.contents.summaries.map(\.covers) == [ids(1...5)])
  }

  @Test func manySummariesAreDrawnTogetherAndNoneIsLost() async throws {
    let host = RecollectingHost { messages in
      if messages[0].content.contains("Write them as one") {
        #expect(messages[1].content.contains("> Part 4."))
        return ["summary": "All of it."]
      }
      let first = messages[1].content.split(separator: " ").last ?? ""
      return ["summary": .string("Part \(first).")]
    }
    // The seventh summary, after 29 turns, draws them together.
    try await talk(1...30, try plugin(), host)
    #expect(host.contents.summaries.count == 8)
    #expect(host.contents.summaries.last?.covers == ids(1...28))
    let outcome = try await plugin().prePrompt(exchange(31).turn, host)
    guard case .parts(let parts) = outcome else {
      Issue.record("no parts: \(outcome)")
      return
    }
    #expect(parts.map(\.text) == ["Summary of earlier messages of this chat:\nAll of it."])
    #expect(parts.map(\.standsInFor) == [ids(1...28)])
    #expect(parts.map(\.kind) == [.data])
  }

  @Test func withoutALanguageModelItIsTheirOwnWordsAndSaysSo() async throws {
    let host = RecollectingHost()
    let source = Source(
      reference: RecordReference(collection: "books", id: "earth"), title: "Earthsea")
    let all = messages(5).map { message in
      var message = message
      if message.role == .assistant { message.sources = [source] }
      return message
    }
    var last = exchange(5)
    last.turn.history = Array(all.prefix(8))
    host.apply(try await plugin(["tokens": 60]).postResponse(last, host))
    let summary = try #require(host.contents.summaries.first)
    #expect(
      summary.text == """
        No language model has summed this up; the customer's own words were:
        - “I said 1”
        - “I said 2”
        - “I said 3”
        - “I said 4”
        Records cited in the replies: Earthsea (books/earth)
        """)
    #expect(summary.covers == ids(1...4))
    #expect(host.asked.isEmpty)
  }

  @Test func ownWordsKeepTheirLimit() async throws {
    let host = RecollectingHost()
    let long = String(repeating: "word ", count: 200)
    try await talk(1...5, try plugin(["tokens": 60]), host) { "\($0) \(long)" }
    let summary = try #require(host.contents.summaries.first)
    #expect(host.count(summary.text) <= 60)
    // What did not fit stays for the next turn.
    #expect(summary.covers.count < 8 && summary.covers.first == MessageID("q1"))
  }

  @Test func aLongMessageIsShownByItsEnds() async throws {
    let host = RecollectingHost { _ in ["summary": "Long."] }
    let middle = String(repeating: "x", count: 50_000)
    try await talk(1...5, try plugin(), host) { "begin \($0) \(middle) end \($0)" }
    let shown = try #require(host.asked.first)[1].content
    #expect(shown.contains("> begin 1") && shown.contains("end 1"))
    #expect(shown.utf8.count < 30_000)
    #expect(host.contents.summaries.first?.covers.count == 8)
  }
}
