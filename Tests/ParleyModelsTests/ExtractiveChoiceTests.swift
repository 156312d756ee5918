import ParleyPlugin
import Testing

/// Which lookups are read out.
struct ExtractiveChoiceTests {
  let whaling = book("b1", "Moby-Dick", by: "Herman Melville")
  let print = product("p1", "Whale Print")
  let care = passage("c1", page: "care", headings: ["Care"], "Dust it.")

  func reply(_ results: [SearchResult], _ message: String = "whale") async throws -> String {
    try await ExtractiveTurn(message: message, results: results).reply()
  }

  @Test func twoThatCoverTheRequestAlikeAreBothReadOut() async throws {
    let reply = try await reply([
      found([whaling], coverage: 0.85), found([print], coverage: 1),
      found([care], coverage: 0.3),
    ])
    #expect(reply.hasPrefix("1 product:\n- Whale Print"))
    #expect(reply.contains("1 book:\n- Moby-Dick") && !reply.contains("Dust"))
  }

  @Test func theSameReadingIsToldOnce() async throws {
    let reading = QueryReading(filters: [priceUpTo(usd("9"))])
    let reply = try await reply([found([whaling], reading), found([print], reading)])
    #expect(reply.contains("1 book under $9:") && reply.contains("1 product under $9:"))
    #expect(reply.split(separator: "\n").filter { $0.hasPrefix("Read as") }.count == 1)
  }

  @Test func goodsThatAreJustWhatWasAskedForNeedNoPassage() async throws {
    let reply = try await reply([found([print], coverage: 1), found([care], coverage: 1)])
    #expect(reply.contains("Whale Print") && !reply.contains("Dust it."))
  }

  @Test func aFieldThatFitsNeedsNoRecordsThatHaveTheWordOnly() async throws {
    let category = FieldFilter(field: .category, test: .isOneOf(["Prints"]), words: "prints")
    let reply = try await reply([
      found([print], QueryReading(filters: [category])),
      found([whaling], QueryReading(terms: ["prints"])),
    ])
    #expect(reply.contains("Whale Print") && !reply.contains("Moby-Dick"))
  }

  @Test func aSizeOrPriceAsksForGoods() async throws {
    let limit = QueryReading(filters: [priceUpTo(usd("9"))])
    let reply = try await reply([
      found([print], limit, coverage: 0.85), found([care], coverage: 1),
    ])
    #expect(reply.contains("Whale Print") && !reply.contains("Dust it."))
  }

  @Test func theRecordOfTheChatComesBeforePassagesAboutTheSame() async throws {
    let stock = FieldFilter(field: .stock, test: .inStock, words: "in stock")
    let reading = QueryReading(
      filters: [stock], emptied: [stock], named: [whaling.reference], isFollowUp: true)
    let reply = try await reply([found([], reading, nearest: [whaling]), found([care])])
    #expect(reply.hasPrefix("Moby-Dick by Herman Melville") && !reply.contains("Dust it."))
  }

  @Test func theRecordsNamedAreComparedAlone() async throws {
    let reading = QueryReading(intent: .compare, named: [whaling.reference])
    let reply = try await reply([
      found([print], QueryReading(intent: .compare)), found([whaling], reading),
    ])
    #expect(!reply.contains("Whale Print"))
  }

  @Test func aPoorerOneIsLeftOut() async throws {
    let reply = try await reply([found([whaling], coverage: 0.7), found([print], coverage: 1)])
    #expect(!reply.contains("Moby"))
  }

  @Test func besideAPassageOnlyWhatIsJustAsGoodIsReadOut() async throws {
    let reply = try await reply([found([print], coverage: 0.85), found([care], coverage: 1)])
    #expect(reply.contains("Dust it.") && !reply.contains("Whale Print"))
  }

  @Test func theKindNamedInTheRequestIsTakenAlone() async throws {
    let results = [found([print], coverage: 1), found([whaling], coverage: 0.9)]
    let reply = try await reply(results, "novels about whales")
    #expect(reply.hasPrefix("1 book:") && !reply.contains("Whale Print"))
  }

  @Test func aNamedKindThatHardlyFitsIsNotTaken() async throws {
    let results = [found([print], coverage: 1), found([whaling], coverage: 0.4)]
    #expect(try await reply(results, "prints of novels").hasPrefix("1 product:"))
  }

  @Test func whatFitsComesBeforeWhatIsOnlyNear() async throws {
    let limit = priceUpTo(usd("3"))
    let emptied = found(
      [], QueryReading(filters: [limit], emptied: [limit]), nearest: [whaling])
    let reply = try await reply([emptied, found([print], coverage: 0.9)])
    #expect(reply.hasPrefix("1 product:") && !reply.contains("Nothing under"))
  }

  @Test func whatHadRoomComesBeforeWhatHadNone() async throws {
    let turn = ExtractiveTurn(
      results: [found([print]), found([whaling], coverage: 0.9)], cut: [print.reference])
    #expect(try await turn.reply().hasPrefix("1 book:\n- Moby-Dick"))
  }

  @Test func aPassageHasNothingNear() async throws {
    let limit = priceUpTo(usd("3"))
    let emptied = found([], QueryReading(filters: [limit], emptied: [limit]), nearest: [care])
    #expect(try await reply([emptied]).hasPrefix("Nothing in help fits that."))
  }

  @Test func theNameOfACollectionOfAnotherKindCounts() async throws {
    let soup = Record(
      reference: RecordReference(collection: "recipes", id: "r"), title: "Whale Soup")
    let results = [found([print]), found([soup], coverage: 0.9)]
    #expect(try await reply(results, "whale recipes").hasPrefix("1 entry in recipes:"))
  }

  @Test func aFollowUpStaysWithWhatTheChatWasAbout() async throws {
    let followUp = found([whaling], QueryReading(isFollowUp: true), coverage: 0.2)
    let reply = try await reply([found([print], coverage: 1), followUp], "the second one")
    #expect(reply.hasPrefix("Moby-Dick by Herman Melville") && !reply.contains("Whale Print"))
  }

  @Test func nothingFoundSaysWhereItLookedAndWhatElseToDo() async throws {
    let reply = try await reply([
      found([], in: "books"), found([], in: "catalog"), found([], in: "help"),
    ])
    #expect(
      reply == """
        Nothing in books, catalog or help fits that.

        I look things up and read them out; I am not a language model. I can look up books, \
        products and passages in help.

        You can ask, for example:
        - Books by Ursula K. Le Guin
        - When are you open?

        For anything else, ask here: desk@example.org
        """)
  }

  @Test func nothingFoundInGerman() async throws {
    let reply = try await ExtractiveTurn.german("Politik", [found([], in: "catalog")]).reply()
    #expect(reply.hasPrefix("Dazu passt nichts in catalog."))
    #expect(reply.contains("Nachschlagen kann ich Artikel."))
    #expect(reply.contains("- Rosen unter 20 Euro") && reply.contains("post@example.org"))
  }
}
