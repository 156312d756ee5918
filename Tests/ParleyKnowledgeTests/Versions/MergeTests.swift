import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Testing

@testable import ParleyKnowledge

/// Loads that change some records and keep the others.
@Suite struct MergeTests {
  static let catalog = """
    - {id: a, title: Apple, price: 3.00, stock: 5, availability: in stock}
    - {id: b, title: Pear, price: 4.00, brand: Orchard}
    - {id: c, title: Plum, price: 5.00}

    """

  private func record(_ id: String, in library: KnowledgeLibrary) async throws -> Record? {
    try await library.record(RecordReference(collection: "shop", id: id))
  }

  @Test func rowsReplaceAndAddRecordsById() async throws {
    let fixture = try KnowledgeFixture([
      "k.yaml": Self.catalog, "more.csv": "id,title,price\nb,Pear,4.50\nd,Fig,1.00\nc,Plum,5.00\n",
    ])
    let library = fixture.library(shop("k.yaml"))
    try await library.load("shop")
    let report = try await library.load(
      "shop", files: [fixture.path("more.csv")], options: LoadOptions(mode: .merge))
    // The document of the plum is the same, byte for byte.
    #expect(report.merge == MergeCount(added: 1, changed: 1, removed: 0))
    #expect(report.records == 4)
    let pear = try await record("b", in: library)
    #expect(pear?.fields == [.price: .money(Money(tenThousandths: 45_000, currency: "USD"))])
    #expect(try await record("a", in: library)?[.stock] == .number(5))
  }

  @Test func aRowWithoutATitleChangesOnlyItsFields() async throws {
    let fixture = try KnowledgeFixture([
      "k.yaml": Self.catalog, "stock.csv": "id,price,stock\na,2.50,0\nb,,7\nz,1.00,1\n",
    ])
    let library = fixture.library(shop("k.yaml"))
    try await library.load("shop")
    let report = try await library.load(
      "shop", files: [fixture.path("stock.csv")], options: LoadOptions(mode: .merge))
    #expect(report.merge == MergeCount(added: 0, changed: 2, removed: 0))
    #expect(
      report.rejected.map(\.description) == [
        "\(fixture.path("stock.csv")):4: title: is missing, and there is no record 'z' to change"
      ])
    let apple = try await record("a", in: library)
    #expect(apple?.title == "Apple")
    #expect(apple?.currentPrice == Money(tenThousandths: 25_000, currency: "USD"))
    // "in stock" would contradict the new number.
    #expect(apple?[.availability] == nil)
    let pear = try await record("b", in: library)
    #expect(pear?[.brand] == .text("Orchard"))
    #expect(pear?.currentPrice == Money(tenThousandths: 40_000, currency: "USD"))
    #expect(pear?[.stock] == .number(7))
  }

  @Test func pruningRemovesWhatDoesNotOccur() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.catalog, "now.csv": "id,stock\na,1\nc,2\n"])
    let library = fixture.library(shop("k.yaml"))
    try await library.load("shop")
    let report = try await library.load(
      "shop", files: [fixture.path("now.csv")], options: LoadOptions(mode: .mergeAndPrune))
    #expect(report.merge == MergeCount(added: 0, changed: 2, removed: 1))
    #expect(try await record("b", in: library) == nil)
    // A feed that is empty by mistake must not empty the shop.
    try fixture.write("id,stock\n", to: "now.csv")
    let error = await knowledgeError {
      _ = try await library.load(
        "shop", files: [fixture.path("now.csv")], options: LoadOptions(mode: .mergeAndPrune))
    }
    #expect(error?.code == .noInput)
    #expect(try await library.currentVersion(of: "shop").records == 2)
  }

  @Test func updatingSourcesAreMergedIntoTheOthers() async throws {
    let fixture = try KnowledgeFixture([
      "k.yaml": Self.catalog, "stock.csv": "id,stock\na,9\n",
    ])
    let stock = CollectionSource(.path("stock.csv"), every: .seconds(60), isUpdate: true)
    let settings = CollectionSettings(
      name: "shop", kind: "products", language: "en", currency: "USD",
      sources: [stock, CollectionSource(.path("k.yaml"))])
    let library = fixture.library(settings)
    try await library.load("shop")
    #expect(try await record("a", in: library)?[.stock] == .number(9))
    try fixture.write("id,stock\nb,4\n", to: "stock.csv")
    let report = try await library.merge(stock, into: "shop")
    #expect(report.merge == MergeCount(added: 0, changed: 1, removed: 0))
    #expect(try await record("a", in: library)?[.stock] == .number(9))
    #expect(try await record("b", in: library)?[.stock] == .number(4))
    // Nothing new since the last time is no mistake.
    try fixture.write("id,stock\n", to: "stock.csv")
    #expect(try await library.merge(stock, into: "shop").isUnchanged)
  }

  @Test func aMergedVersionIsTheOneThatALoadWouldBuild() async throws {
    let whole = try KnowledgeFixture([
      "k.yaml": Self.catalog.replacing("price: 4.00", with: "price: 4.25")
        + "- {id: d, title: Fig}\n"
    ])
    let parts = try KnowledgeFixture([
      "k.yaml": Self.catalog,
      "more.jsonl": "{\"id\":\"b\",\"price\":4.25}\n{\"id\":\"d\",\"title\":\"Fig\"}\n",
    ])
    let merged = parts.library(shop("k.yaml"))
    try await merged.load("shop")
    try await merged.load(
      "shop", files: [parts.path("more.jsonl")], options: LoadOptions(mode: .merge))
    let loaded = whole.library(shop("k.yaml"))
    try await loaded.load("shop")
    var contents: [[String]] = []
    for library in [merged, loaded] {
      contents.append(
        try await library.currentVersion(of: "shop").run { connection in
          try ["records", "facets", "numbers"].flatMap { table in
            try connection.rows("SELECT * FROM \(table) ORDER BY rowid") { row in
              (0..<4).map { "\(row.value($0))" }.joined(separator: "|")
            }
          }
        })
    }
    #expect(contents[0] == contents[1])
  }

  @Test func theSameAgainChangesNothing() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.catalog])
    let first = try await fixture.library(shop("k.yaml")).load("shop")
    #expect(!first.isUnchanged)
    let names = fixture.names(in: "data/knowledge/shop")
    let again = try await fixture.library(shop("k.yaml")).load("shop")
    #expect(again.isUnchanged)
    #expect(again.version == first.version)
    #expect(fixture.names(in: "data/knowledge/shop") == names)
    // Other settings make other versions of the same files, and so does another order.
    let german = try await fixture.library(shop("k.yaml", language: "de")).load("shop")
    #expect(!german.isUnchanged)
    try fixture.write(
      Self.catalog.split(separator: "\n").reversed().joined(separator: "\n"), to: "k.yaml")
    #expect(try await !fixture.library(shop("k.yaml", language: "de")).load("shop").isUnchanged)
  }
}
