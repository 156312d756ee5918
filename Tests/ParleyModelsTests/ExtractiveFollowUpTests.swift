import ParleyPlugin
import Testing

/// One record in full, records side by side, and what comes next.
struct ExtractiveFollowUpTests {
  let first = book(
    "b1", "A Wizard of Earthsea",
    [
      .price: usd("9.99"), .stock: .number(14), .pages: .number(183), .published: .number(1968),
      .series: .text("Earthsea"), .seriesNumber: .number(1), .format: .text("paperback"),
      .attribute("cover_art"): .text("woodcut"),
    ], text: "A boy learns magic.\nIt costs him.")
  let second = book(
    "b2", "The Tombs of Atuan",
    [
      .price: usd("12.50"), .stock: .number(0), .pages: .number(183), .format: .text("paperback"),
      .series: .text("Earthsea"), .seriesNumber: .number(2),
    ])

  func reply(_ result: SearchResult, history: [ChatMessage] = []) async throws -> String {
    try await ExtractiveTurn(message: "?", history: history, results: [result]).reply()
  }

  @Test func oneNamedRecordIsReadOutInFull() async throws {
    let reading = QueryReading(named: [first.reference], isFollowUp: true)
    let reply = try await reply(found([first], reading))
    #expect(
      reply.hasPrefix(
        """
        A Wizard of Earthsea by Ursula K. Le Guin [1]
        - Price: $9.99
        - Stock: 14 in stock
        - Format: paperback
        - Pages: 183
        - Published: 1968
        - Series: Earthsea 1
        - Cover art: woodcut

        A boy learns magic. It costs him.
        """))
  }

  @Test func aStockQuestionAboutASoldOutRecordIsAnsweredFromIt() async throws {
    let stock = FieldFilter(field: .stock, test: .inStock, words: "in stock")
    let reading = QueryReading(
      filters: [stock], emptied: [stock], named: [second.reference], isFollowUp: true)
    let reply = try await reply(found([], reading, nearest: [second]))
    #expect(reply.contains("The Tombs of Atuan") && reply.contains("- Stock: out of stock"))
  }

  @Test func aRecordFoundByItsNumberIsReadOutInFull() async throws {
    let isbn = FieldFilter(field: .isbn, test: .isOneOf(["9780547773742"]), words: "9780547773742")
    let reply = try await reply(found([first], QueryReading(filters: [isbn])))
    #expect(reply.contains("- Pages: 183"))
  }

  @Test func aFollowUpWithConstraintsStaysAList() async throws {
    let reading = QueryReading(
      order: .cheapest, filters: [priceUpTo(usd("12"))], isFollowUp: true)
    let reply = try await reply(found([first], reading))
    #expect(reply.hasPrefix("1 book under $12:\n- A Wizard"))
  }

  @Test func aFollowUpThatNamesNothingAsksBack() async throws {
    let reply = try await reply(found([], QueryReading(isFollowUp: true)))
    #expect(reply == "Which one do you mean? Please name it.")
  }

  @Test func offTopicWordsWithoutAChatAreNoFollowUp() async throws {
    let reading = QueryReading(terms: ["rain", "tomorrow"], isFollowUp: true)
    #expect(try await reply(found([], reading)).hasPrefix("Nothing in books fits that."))
  }

  @Test func comparesFieldByFieldWhereTheyDiffer() async throws {
    let reading = QueryReading(intent: .compare, named: [first.reference, second.reference])
    let reply = try await reply(found([first, second], reading))
    #expect(
      reply.hasPrefix(
        """
        - A Wizard of Earthsea by Ursula K. Le Guin (Earthsea 1) [1]
        - The Tombs of Atuan by Ursula K. Le Guin (Earthsea 2) [2]

        - Price: $9.99 [1], $12.50 [2]
        - Stock: 14 in stock [1], out of stock [2]
        - Published: 1968 [1], \u{2013} [2]
        - Series: Earthsea 1 [1], Earthsea 2 [2]
        - Cover art: woodcut [1], \u{2013} [2]
        """))
    #expect(!reply.contains("paperback"))
  }

  @Test func recordsThatDoNotDifferSaySo() async throws {
    let twins = ["x", "y"].map { product($0, "Mug \($0)", [.price: usd("5")]) }
    let reading = QueryReading(intent: .compare, named: twins.map(\.reference))
    #expect(try await reply(found(twins, reading)).contains("They do not differ"))
  }

  @Test func oneRecordCannotBeCompared() async throws {
    let reply = try await reply(found([first], QueryReading(intent: .compare)))
    #expect(reply.hasPrefix("I found only one to compare:\n- A Wizard"))
  }

  @Test func tellsWhatComesNextInTheSeries() async throws {
    let reading = QueryReading(intent: .nextInSeries, named: [first.reference])
    let reply = try await reply(found([first, second], reading))
    #expect(
      reply.hasPrefix(
        "After A Wizard of Earthsea (Earthsea 1) comes The Tombs of Atuan (Earthsea 2):\n- The T"))
    #expect(!reply.contains("[1]"))
  }

  @Test func theBookBeforeMayBeKnownFromTheChatOnly() async throws {
    let reading = QueryReading(intent: .nextInSeries, named: [first.reference], isFollowUp: true)
    let reply = try await reply(
      found([second], reading), history: [assistantSaid("1 book:", [first])])
    #expect(reply.hasPrefix("After A Wizard of Earthsea comes The Tombs of Atuan (Earthsea 2):"))
  }

  @Test func saysWhenNothingFollows() async throws {
    let reading = QueryReading(intent: .nextInSeries, named: [second.reference])
    let reply = try await reply(found([second], reading))
    #expect(reply.hasPrefix("Nothing comes after The Tombs of Atuan (Earthsea 2) here:"))
  }

  @Test func aPlaceInASeriesIsCountedLikeAnyOther() async throws {
    let series = FieldFilter(field: .series, test: .isOneOf(["Earthsea"]), words: "Earthsea")
    let reading = QueryReading(intent: .nextInSeries, filters: [series])
    let reply = try await reply(found([second], reading))
    #expect(reply.hasPrefix("1 book in the series Earthsea:\n- The Tombs of Atuan"))
  }

  @Test func aFormatThatTheRecordDoesNotHaveIsNamed() async throws {
    let audio = FieldFilter(field: .format, test: .isOneOf(["audiobook"]), words: "audiobook")
    let reading = QueryReading(
      filters: [audio], emptied: [audio], named: [first.reference], isFollowUp: true)
    let reply = try await reply(found([], reading, nearest: [first]))
    #expect(reply.hasPrefix("Nothing with format audiobook. Without that limit there is 1 book:"))
  }

  @Test func similarOnesFallBackToTheCustomersWords() async throws {
    let title = QueryReading(intent: .similar, terms: ["Earthsea Tales"], named: [first.reference])
    #expect(try await reply(found([second], title)).hasPrefix("Similar to Earthsea Tales:\n"))
    let author = QueryReading(intent: .similar, filters: [by("Le Guin")])
    #expect(try await reply(found([second], author)).hasPrefix("Similar to Le Guin:\n"))
  }

  @Test func similarOnesNameWhatTheyResemble() async throws {
    let reading = QueryReading(intent: .similar, named: [first.reference])
    let reply = try await reply(
      found([second], reading), history: [assistantSaid("1 book:", [first])])
    #expect(reply.hasPrefix("Similar to A Wizard of Earthsea:\n- The Tombs of Atuan"))
    #expect(try await self.reply(found([first, second], reading)).hasPrefix(reply.prefix(50)))
  }
}
