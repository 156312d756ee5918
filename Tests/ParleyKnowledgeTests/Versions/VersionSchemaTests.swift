import ParleySQLite
import Testing

@testable import ParleyKnowledge

/// The tables that the search reads.
@Suite struct VersionSchemaTests {
  func version(_ yaml: String, language: String = "en") async throws -> KnowledgeVersion {
    let fixture = try KnowledgeFixture(["k.yaml": yaml])
    let library = fixture.library(shop("k.yaml", language: language))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    return try await library.currentVersion(of: "shop")
  }

  @Test func metaTellsWhatTheVersionIs() async throws {
    let version = try await version("- {id: a, title: Apple}")
    let meta = try await version.run { connection in
      try connection.rows("SELECT key, value FROM meta ORDER BY key") {
        "\($0.text(0))=\($0.text(1))"
      }
    }
    #expect(
      meta == [
        "built_at=\(TestClock().now)", "collection=shop", "currency=USD", "kind=products",
        "language=en", "records=1", "schema=4", "version=\(version.version)",
      ])
    #expect(version.currency == "USD")
  }

  @Test func textsAreFacets() async throws {
    let version = try await version(
      """
      - id: a
        title: Apple
        brand: Müller's Orchards
        colour: [red, dark green]
        availability: in stock
        attributes: {care: "wash cold", pieces: 12}
      """)
    let facets = try await version.run { connection in
      try connection.rows("SELECT field, value, stems, record FROM facets ORDER BY rowid") {
        "\($0.text(0))|\($0.text(1))|\($0.text(2))|\($0.integer(3))"
      }
    }
    #expect(
      facets == [
        "brand|Müller's Orchards|muller orchard|1", "colour|red|red|1",
        "colour|dark green|dark green|1", "availability|in stock|in stock|1",
        "attributes.care|wash cold|wash cold|1",
      ])
  }

  @Test func numbersAreThere() async throws {
    let version = try await version(
      """
      - {id: a, title: A, price: 20, sale_price: 15.5, stock: 3, published: 1969-03-14, pages: 200,
         series_number: 2, attributes: {pieces: 12}}
      - {id: b, title: B, price: 7, published: 1815}
      """)
    let numbers = try await version.run { connection in
      try connection.rows("SELECT field, value, record FROM numbers ORDER BY rowid") {
        "\($0.text(0))=\($0.real(1)) \($0.integer(2))"
      }
    }
    #expect(
      numbers == [
        "price=15.5 1", "sale_price=15.5 1", "published=1969.0 1", "stock=3.0 1", "pages=200.0 1",
        "series_number=2.0 1", "attributes.pieces=12.0 1", "price=7.0 2", "published=1815.0 2",
      ])
  }

  @Test(arguments: [
    ("\"read\"", [1]), ("title: \"lamp\"", [1]), ("people: \"le guin\"", [2]),
    ("labels: \"12\"", [1]), ("body: \"snow\"", [2]), ("\"c++\"", [3]), ("\"c#\"", [4]),
    ("\"c\"", []), ("\"3.5\"", [3]), ("\"5\"", []),
  ])
  func wordsHoldStems(query: String, rows: [Int64]) async throws {
    let version = try await version(
      """
      - {id: a, title: Reading lamps, attributes: {pieces: 12}}
      - {id: b, title: Darkness, authors: [Ursula K. Le Guin], description: "Snow, snowing."}
      - {id: c, title: "Better C++ 3.5"}
      - {id: d, title: "Better C#"}
      """)
    let found = try await version.run { connection in
      try connection.rows(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", [.text(query)]
      ) { $0.integer(0) }
    }
    #expect(found == rows)
  }

  @Test func wordsOfScriptsWithVowelMarksStayWhole() async throws {
    let version = try await version("- {id: a, title: हिन्दी}", language: "hi")
    let stems = version.analyzer.stems("हिन्दी")
    let found = try await version.run { connection in
      try connection.rows(
        "SELECT rowid FROM words WHERE words MATCH ?", [.text("\"\(stems)\"")]
      ) { $0.integer(0) }
    }
    #expect(found == [1])
  }
}
