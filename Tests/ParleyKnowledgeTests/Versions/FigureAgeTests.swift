import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Figures that nobody confirmed for longer than `max_age` allows.
@Suite struct FigureAgeTests {
  private static let settings = CollectionSettings(
    name: "shop", kind: "products", language: "en", currency: "USD",
    sources: [CollectionSource(.path("k.yaml"))],
    maximumAge: MaximumAge(price: .seconds(86_400), stock: .seconds(3600)))

  private struct Shop {
    let clock = TestClock()
    let fixture: KnowledgeFixture
    let library: KnowledgeLibrary

    init(_ catalog: String = MergeTests.catalog) throws {
      fixture = try KnowledgeFixture([
        "k.yaml": catalog, "stock.csv": "id,stock\na,4\n", "price.csv": "id,price\nb,4.00\n",
      ])
      library = fixture.library(FigureAgeTests.settings, clock: clock)
    }

    func merge(_ file: String) async throws {
      try await library.load(
        "shop", files: [fixture.path(file)], options: LoadOptions(mode: .merge))
    }

    /// The fields of a record that are not confirmed, with when they were.
    func unconfirmed(_ id: String) async throws -> [FieldName: Timestamp]? {
      let knowledge = try await library.pinned()
      return try await knowledge.record(RecordReference(collection: "shop", id: id))?.unconfirmed
    }
  }

  @Test func figuresAreConfirmedUntilTheirAgeIsPassed() async throws {
    let shop = try Shop()
    let loaded = shop.clock.now
    try await shop.library.load("shop")
    shop.clock.advance(by: .seconds(3600))
    #expect(try await shop.unconfirmed("a") == [:])
    shop.clock.advance(by: .seconds(1))
    #expect(try await shop.unconfirmed("a") == [.stock: loaded, .availability: loaded])
    shop.clock.advance(by: .seconds(86_400))
    #expect(
      try await shop.unconfirmed("a") == [
        .price: loaded, .stock: loaded, .availability: loaded,
      ])
    // A field that the record lacks cannot be too old.
    #expect(try await shop.unconfirmed("b") == [.price: loaded])
  }

  @Test func aLoadThatFindsNothingNewConfirms() async throws {
    let shop = try Shop()
    let version = try await shop.library.load("shop").version
    shop.clock.advance(by: .seconds(90_000))
    let report = try await shop.library.load("shop")
    #expect(report.isUnchanged)
    #expect(report.version == version)
    #expect(try await shop.unconfirmed("a") == [:])
  }

  @Test func aMergeConfirmsJustTheFiguresThatItTells() async throws {
    let shop = try Shop()
    let loaded = shop.clock.now
    try await shop.library.load("shop")
    shop.clock.advance(by: .seconds(90_000))
    try await shop.merge("stock.csv")
    #expect(try await shop.unconfirmed("a") == [.price: loaded])
    #expect(try await shop.unconfirmed("c") == [.price: loaded])
    // Tells what is there already, so that no version is built.
    try await shop.merge("price.csv")
    #expect(try await shop.unconfirmed("b") == [:])
    #expect(try await shop.unconfirmed("a") == [.price: loaded])
  }

  @Test func theTimeThatASourceTellsCounts() async throws {
    let shop = try Shop(
      """
      - {id: a, title: Apple, price: 3.00, updated_at: 2026-10-14}
      - {id: b, title: Pear, price: 4.00}

      """)
    try await shop.library.load("shop")
    let told = try #require(Timestamp("2026-10-14T00:00:00Z"))
    #expect(try await shop.unconfirmed("a") == [.price: told])
    #expect(try await shop.unconfirmed("b") == [:])
  }

  @Test func anOlderVersionIsNotConfirmedByLaterLoads() async throws {
    let shop = try Shop()
    let loaded = shop.clock.now
    try await shop.library.load("shop")
    shop.clock.advance(by: .seconds(90_000))
    try shop.fixture.write(
      MergeTests.catalog + "- {id: d, title: Fig, price: 1.00}\n", to: "k.yaml")
    try await shop.library.load("shop")
    #expect(try await shop.unconfirmed("c") == [:])
    _ = try await shop.library.rollBack("shop")
    #expect(try await shop.unconfirmed("c") == [.price: loaded])
  }

  @Test func whatCannotBeReadConfirmsNothingUntilTheNextLoad() async throws {
    let shop = try Shop()
    try await shop.library.load("shop")
    try shop.fixture.write("no database", to: "data/knowledge/shop/confirmed")
    #expect(try await shop.unconfirmed("c")?.keys.sorted() == [.price])
    try await shop.library.load("shop")
    #expect(try await shop.unconfirmed("c") == [:])
  }

  @Test func aCopiedVersionCountsFromWhenItWasBuilt() async throws {
    let shop = try Shop()
    let loaded = shop.clock.now
    try await shop.library.load("shop")
    try DurableFile.remove(shop.fixture.path("data/knowledge/shop/confirmed"))
    #expect(try await shop.unconfirmed("c") == [:])
    shop.clock.advance(by: .seconds(90_000))
    #expect(try await shop.unconfirmed("c") == [.price: loaded])
  }

  @Test func searchesMarkWhatTheyFind() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": MergeTests.catalog])
    let clock = TestClock()
    let library = KnowledgeLibrary(
      directory: fixture.path("data/knowledge"), base: fixture.root,
      collections: [FigureAgeTests.settings], search: LexicalSearch(), clock: clock)
    try await library.load("shop")
    let loaded = clock.now
    clock.advance(by: .seconds(90_000))
    let result = try await library.pinned().search(
      KnowledgeQuery(collection: "shop", text: "pear", limit: 5))
    #expect(result.hits.map { $0.record.unconfirmed[.price] } == [loaded])
  }
}
