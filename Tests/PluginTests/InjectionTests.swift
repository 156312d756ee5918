import Books
import Catalog
import Documents
import ParleyPlugin
import Synchronization
import Testing

struct InjectionTests {
  private let mug = Record(
    reference: RecordReference(collection: "products", id: "KIT-1"), title: "Harbour Mug",
    text: "A heavy mug.", url: "https://shop.example.org/p/kit-1",
    fields: [
      .brand: .text("Gannet"), .colour: .list([.text("blue"), .text("white")]),
      .price: .money(Money(tenThousandths: 160_000, currency: "USD")),
      .salePrice: .money(Money(tenThousandths: 120_000, currency: "USD")), .stock: .number(0),
      .attribute("care"): .text("dishwasher safe"),
    ])

  private func parts(_ outcome: PrePromptOutcome) throws -> [Part] {
    guard case .parts(let parts) = outcome else {
      throw PluginError("no parts: \(outcome)")
    }
    return parts
  }

  @Test func aProductIsInjectedWithWhatCustomersAskAbout() async throws {
    let plugin = CatalogPlugin(options: try options("products"))
    let host = HostFixture(result: result("products", [mug]))
    let parts = try parts(await plugin.prePrompt(turn("blue mug"), host))
    #expect(host.asked.searches.withLock { $0 } == ["products 5: blue mug"])
    #expect(parts.map(\.source?.reference.id) == [nil, "KIT-1"])
    #expect(
      parts[1].text == """
        title: Harbour Mug
        brand: Gannet
        colours: blue, white
        price: 12.00 USD (usual price 16.00 USD)
        stock: none
        care: dishwasher safe
        description: A heavy mug.
        """)
    #expect(parts.map(\.kind) == [.data, .data])
  }

  @Test func figuresThatAreTooOldStandWithTheirDay() async throws {
    var old = mug
    let day = try #require(Timestamp("2026-11-01T10:00:00Z"))
    old.unconfirmed = [.price: day, .salePrice: day, .stock: day]
    let plugin = CatalogPlugin(options: try options("products"))
    let host = HostFixture(result: result("products", [old]))
    let text = try parts(await plugin.prePrompt(turn("blue mug"), host))[1].text
    #expect(
      text.split(separator: "\n").dropFirst(3).prefix(2) == [
        "price: 12.00 USD (usual price 16.00 USD) (as of 2026-11-01, not confirmed)",
        "stock: none (as of 2026-11-01, not confirmed)",
      ])
  }

  @Test func nothingFoundIsSaid() async throws {
    let plugin = BooksPlugin(options: try decoded(["collection": "books", "top": 5]))
    let parts = try parts(
      await plugin.prePrompt(turn("books by nobody"), HostFixture(result: result("books", []))))
    #expect(
      parts.map(\.text)
        == ["Search of the collection 'books' for this message. No record fits."])
  }

  @Test func whenAFilterLeavesNothingTheNearestAreInjectedAndTheFilterNamed() async throws {
    let filter = FieldFilter(
      field: .price,
      test: .within(least: nil, most: .money(Money(tenThousandths: 50_000, currency: "USD"))),
      words: "under $5")
    let reading = QueryReading(filters: [filter], emptied: [filter], terms: ["mug"])
    let plugin = CatalogPlugin(options: try options("products"))
    let parts = try parts(
      await plugin.prePrompt(
        turn("mug under $5"),
        HostFixture(result: result("products", [], nearest: [mug], reading: reading))))
    #expect(
      parts[0].text
        == "Search of the collection 'products' for this message. Read as: price at most 5.00 USD. No record fits. Without 'price at most 5.00 USD' 1 fit; the nearest 1 follow."
    )
    #expect(parts[1].source?.reference.id == "KIT-1")
  }

  @Test func aPassageStandsUnderItsHeadings() async throws {
    let passage = Record(
      reference: RecordReference(collection: "help", id: "returns#how-long"),
      title: "Returns: How long?", text: "You have **30 days**.\n\n- no questions",
      fields: [.headings: .list([.text("Returns"), .text("How long?")])])
    let plugin = DocumentsPlugin(options: try decoded(["collection": "help", "top": 3]))
    let parts = try parts(
      await plugin.prePrompt(turn("returns"), HostFixture(result: result("documents", [passage]))))
    #expect(parts.map(\.text) == ["Returns > How long?\n\nYou have **30 days**.\n\n- no questions"])
  }

  @Test func documentsAddNothingWhenNothingFits() async throws {
    let plugin = DocumentsPlugin(options: try decoded(["collection": "help", "top": 3]))
    let outcome = try await plugin.prePrompt(
      turn("hello"), HostFixture(result: result("documents", [])))
    #expect(outcome == .unchanged)
  }

  @Test func aPluginRefusesToStartWithoutItsCollection() async throws {
    let plugin = CatalogPlugin(options: try options("produkts"))
    let error = await #expect(throws: PluginError.self) { try await plugin.start(StartFixture()) }
    #expect(error?.description == "there is no collection 'produkts'")
  }

  private func options(_ collection: String) throws -> CatalogPlugin.Options {
    try decoded(["collection": .string(collection), "top": 5])
  }

  private func decoded<Options: Decodable>(_ json: JSONValue) throws -> Options {
    try json.decoded()
  }
}
