import ParleyPlugin
import Testing

/// Records read out as a list.
struct ExtractiveListTests {
  let dispossessed = book(
    "b1", "The Dispossessed",
    [
      .price: usd("14.99"), .stock: .number(14), .series: .text("Hainish Cycle"),
      .seriesNumber: .number(5), .format: .text("paperback"),
    ])
  let lathe = book(
    "b2", "The Lathe of Heaven",
    [.price: usd("24.00"), .salePrice: usd("18.00"), .stock: .number(0)])

  func reply(_ result: SearchResult, _ message: String = "books") async throws -> String {
    try await ExtractiveTurn(message: message, results: [result]).reply()
  }

  @Test func opensWithTheCountAndReadsOneLinePerRecord() async throws {
    let reading = QueryReading(filters: [by("Ursula K. Le Guin"), priceUpTo(usd("25"))])
    let reply = try await reply(found([dispossessed, lathe], total: 7, reading))
    #expect(
      reply == """
        7 books by Ursula K. Le Guin under $25; the 2 best:
        - The Dispossessed by Ursula K. Le Guin (Hainish Cycle 5): $14.99, 14 in stock [1]
        - The Lathe of Heaven by Ursula K. Le Guin: $18.00, was $24.00, out of stock [2]

        Read as: author Ursula K. Le Guin, price up to $25.00.

        I look things up and read them out; I am not a language model.
        """)
  }

  @Test func figuresThatAreNotConfirmedAreSaidWithTheirDay() async throws {
    let day = try #require(Timestamp("2026-11-01T10:00:00Z"))
    var (old, sold) = (dispossessed, lathe)
    old.unconfirmed = [.stock: day]
    sold.unconfirmed = [.price: day, .salePrice: day]
    let reply = try await reply(found([old, sold]))
    #expect(reply.contains("): $14.99, 14 in stock (as of 2026-11-01, not confirmed) [1]"))
    #expect(
      reply.contains(": $18.00, was $24.00 (as of 2026-11-01, not confirmed), out of stock [2]"))
  }

  @Test func anOverviewTellsWhatThereIsBesideExamples() async throws {
    var result = found([dispossessed], total: 7)
    result.overview = [
      ValueCount(field: .category, value: "Fantasy", records: 4),
      ValueCount(field: .category, value: "History", records: 3),
    ]
    let reply = try await reply(result, "What do you sell?")
    #expect(reply.hasPrefix("7 books; the best match:\n- The Dispossessed"), "\(reply)")
    #expect(reply.contains("\n\n- Category: Fantasy (4), History (3)\n\n"), "\(reply)")
  }

  @Test func countsOneInTheSingular() async throws {
    #expect(try await reply(found([lathe])).hasPrefix("1 book:\n- The Lathe"))
  }

  @Test func aLimitThatIsReachedIsNotCalledUnder() async throws {
    let reading = QueryReading(filters: [priceUpTo(usd("14.99"))])
    let reply = try await reply(found([dispossessed], reading))
    #expect(reply.hasPrefix("1 book up to $14.99:"))
  }

  @Test func saysNothingOfTheReadingWhenOnlyWordsWereRead() async throws {
    let reading = QueryReading(terms: ["dispossessed"])
    #expect(!(try await reply(found([dispossessed], reading)).contains("Read as")))
  }

  @Test func tellsTheWordsSearchedBesideConstraints() async throws {
    let reading = QueryReading(filters: [priceUpTo(usd("20"))], terms: ["anarchist", "moon"])
    let reply = try await reply(found([dispossessed], reading))
    #expect(
      reply.contains("Read as: price up to $20.00, searched for \u{201C}anarchist\u{201D} "))
  }

  @Test func leavesOutWhatTheBudgetCut() async throws {
    let turn = ExtractiveTurn(
      results: [found([dispossessed, lathe], total: 2)], cut: [dispossessed.reference])
    let reply = try await turn.reply()
    #expect(reply.hasPrefix("2 books; the best match:\n- The Lathe of Heaven"))
    #expect(!reply.contains("Dispossessed"))
  }

  @Test func saysSoWhenTheBudgetCutEverything() async throws {
    let turn = ExtractiveTurn(results: [found([lathe], total: 3)], cut: [lathe.reference])
    #expect(try await turn.reply().hasPrefix("3 books found, but there was no room"))
  }

  @Test func theCheapestStandsAloneBeforeTheRest() async throws {
    let reading = QueryReading(order: .cheapest, filters: [by("Ursula K. Le Guin")])
    let reply = try await reply(found([dispossessed, lathe], total: 9, reading))
    #expect(
      reply.hasPrefix(
        """
        The cheapest of 9 books by Ursula K. Le Guin:
        - The Dispossessed by Ursula K. Le Guin (Hainish Cycle 5): $14.99, 14 in stock [1]

        After that:
        - The Lathe of Heaven
        """))
    #expect(!reply.contains("Read as"))
  }

  @Test func booksAtTheSameLowestPriceShareTheFirstPlace() async throws {
    let twin = book("b3", "Malafrena", [.price: usd("14.99")])
    let reading = QueryReading(order: .cheapest)
    let reply = try await reply(found([dispossessed, twin, lathe], reading))
    #expect(
      reply.split(separator: "\n").dropFirst().prefix(3).map { $0.prefix(11) } == [
        "- The Dispo", "- Malafrena", "After that:",
      ])
  }

  @Test func theNewestTellsWhenItAppeared() async throws {
    let old = book("b4", "Rocannon's World", [.published: .number(1966)])
    let new = book("b5", "Lavinia", [.published: .number(2008)])
    let reply = try await reply(found([new, old], QueryReading(order: .newest)))
    #expect(reply.contains("Lavinia by Ursula K. Le Guin: published 2008 [1]"))
  }

  @Test func aFilterThatLeftNothingIsNamedWithTheNearest() async throws {
    let limit = priceUpTo(usd("3"))
    let reading = QueryReading(filters: [by("Ursula K. Le Guin"), limit], emptied: [limit])
    let reply = try await reply(
      found([], reading, nearest: [dispossessed, lathe], totalNearest: 9))
    #expect(
      reply.hasPrefix(
        "Nothing under $3. Without that limit there are 9 books; the nearest:\n- The Disp"))
    #expect(reply.contains("[1]") && reply.contains("[2]"))
  }

  @Test func twoFiltersThatLeftNothingAreBothNamed() async throws {
    let colour = FieldFilter(field: .colour, test: .isOneOf(["blue"]), words: "blue")
    let stock = FieldFilter(field: .stock, test: .inStock, words: "in stock")
    let reading = QueryReading(filters: [colour, stock], emptied: [colour, stock])
    let tote = product("p1", "Canvas Tote", [.colour: .text("red")])
    let reply = try await reply(found([], reading, nearest: [tote]))
    #expect(
      reply.hasPrefix(
        "Nothing with colour blue and in stock. Without those limits there is 1 product:"))
    #expect(reply.contains("- Canvas Tote: red [1]"))
  }

  @Test func whatTheRequestWasAboutStandsInTheLine() async throws {
    let sweater = product(
      "p2", "Deck Sweater",
      [.brand: .text("Fathom"), .size: .list([.text("S"), .text("M")]), .price: usd("84")])
    let size = FieldFilter(field: .size, test: .isOneOf(["M"]), words: "size M")
    let reply = try await reply(found([sweater], QueryReading(filters: [size])))
    #expect(reply.contains("- Deck Sweater, Fathom: $84.00, size S / M [1]"))
  }

  @Test func languagesAreCalledByTheirNames() async throws {
    let language = FieldFilter(field: .language, test: .isOneOf(["de"]), words: "in German")
    let momo = book("b8", "Momo", by: "Michael Ende", [.language: .text("de")])
    let reply = try await reply(found([momo], QueryReading(filters: [language])))
    #expect(reply.contains("Momo by Michael Ende [1]") && reply.contains("language German."))
  }

  @Test func whatAllLinesWouldTellIsToldOnce() async throws {
    let category = FieldFilter(field: .category, test: .isOneOf(["Mugs"]), words: "mugs")
    let mug = product("p3", "Fog Mug", [.category: .list([.text("Mugs")]), .price: usd("9")])
    let reply = try await reply(found([mug], QueryReading(filters: [category])))
    #expect(reply.hasPrefix("1 product in Mugs:\n- Fog Mug: $9.00 [1]"))
    #expect(!reply.contains("Read as"))
  }

  @Test func aWordForManyValuesIsToldInsteadOfThem() async throws {
    let colour = FieldFilter(
      field: .colour, test: .isOneOf(["blue", "sea blue", "grey blue"]), words: "Blue")
    let mug = product("p3", "Fog Mug", [.colour: .text("sea blue")])
    let reply = try await reply(found([mug], QueryReading(filters: [colour])))
    #expect(reply.contains("Read as: colour Blue.") && reply.contains("Fog Mug: sea blue [1]"))
  }

  @Test func twinsAreToldApart() async throws {
    let fields: [FieldName: FieldValue] = [.price: usd("9"), .language: .text("English")]
    let paper = book("b6", "Emma", fields.merging([.format: .text("paperback")]) { $1 })
    let audio = book("b7", "Emma", fields.merging([.format: .text("audiobook")]) { $1 })
    let reply = try await reply(found([paper, audio]))
    #expect(reply.contains("$9.00, paperback [1]") && reply.contains("$9.00, audiobook [2]"))
    #expect(!reply.contains("English"))
  }

  @Test func theShopsOwnWordsForAvailabilityAreKept() async throws {
    let chair = product("p3", "Chair", [.availability: .text("made to order")])
    let soon = product("p4", "Lamp", [.availability: .text("preorder"), .stock: .number(0)])
    let reply = try await reply(found([chair, soon]))
    #expect(reply.contains("Chair: made to order [1]") && reply.contains("Lamp: preorder [2]"))
  }

  @Test func collectionsOfOtherKindsAreCalledByName() async throws {
    let record = Record(
      reference: RecordReference(collection: "recipes", id: "r"), title: "Soup")
    #expect(try await reply(found([record])).hasPrefix("1 entry in recipes:\n- Soup [1]"))
  }

  @Test func germanCountsPricesAndReading() async throws {
    let rose = product("r", "Rose", [.price: eur("14.99"), .stock: .number(3)])
    let other = product("s", "Rose Alba", [.price: eur("19.00"), .salePrice: eur("12.50")])
    let reading = QueryReading(order: .cheapest, filters: [priceUpTo(eur("20"))])
    let reply = try await ExtractiveTurn.german(
      "günstige Rosen", [found([other, rose], total: 4, reading)]
    ).reply()
    #expect(
      reply == """
        Am günstigsten unter 4 Artikeln unter 20 €:
        - Rose Alba: 12,50 €, vorher 19,00 € [1]

        Danach:
        - Rose: 14,99 €, 3 auf Lager [2]

        So verstanden: Preis bis 20,00 €, Günstigstes zuerst.

        Ich schlage nach und lese vor; ein Sprachmodell bin ich nicht.
        """)
  }

  @Test func saysOnlyOncePerChatWhatItIs() async throws {
    var turn = ExtractiveTurn(results: [found([lathe])])
    turn.history = [assistantSaid(try await turn.reply(), [lathe])]
    #expect(!(try await turn.reply().contains("not a language model")))
  }
}
