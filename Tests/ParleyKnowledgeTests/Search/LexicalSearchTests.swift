import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Search in versions that were loaded from files.
struct LexicalSearchTests {
  private static let first = """
    - {id: a, title: Blue Mug, category: [Mugs], colour: blue, price: 12.00, stock: 3}
    - {id: b, title: Red Mug, category: [Mugs], colour: red, price: 18.00, stock: 0}
    - {id: c, title: Oak Stool, category: [Stools], price: 90.00, stock: 1}

    """
  private static let second = """
    - {id: a, title: Blue Mug, category: [Mugs], colour: blue, price: 22.00, stock: 3}
    - {id: d, title: Green Mug, category: [Mugs], colour: green, price: 9.00, stock: 3}

    """

  private func library(_ fixture: KnowledgeFixture) -> KnowledgeLibrary {
    KnowledgeLibrary(
      directory: fixture.path("data"), base: fixture.root, collections: [shop("k.yaml")],
      search: LexicalSearch(), clock: TestClock())
  }

  private func ids(_ text: String, in snapshot: any KnowledgeSnapshot) async throws -> [String] {
    try await snapshot.search(KnowledgeQuery(collection: "shop", text: text, limit: 5))
      .hits.map(\.record.reference.id)
  }

  @Test func searchesWhatWasLoaded() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let library = library(fixture)
    let report = try await library.load("shop")
    let snapshot = try await library.snapshot()
    let query = KnowledgeQuery(collection: "shop", text: "mugs under $15", limit: 5)
    let result = try await snapshot.search(query)
    #expect(result.version == report.version)
    #expect(result.collection.name == "shop")
    #expect(result.hits.map(\.record.title) == ["Blue Mug"])
    #expect(result.hits.first?.record[.price]?.money?.decimal == "12.00")
    #expect(result.reading.filters.map(\.field) == [.category, .price])
    #expect(try await ids("stool", in: snapshot) == ["c"])
    #expect(try await ids("mugs in stock", in: snapshot) == ["a"])
  }

  @Test func eachVersionIsReadByItsOwnWords() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let library = library(fixture)
    try await library.load("shop")
    let before = try await library.snapshot()
    #expect(try await ids("red mug", in: before) == ["b"])
    try fixture.write(Self.second, to: "k.yaml")
    try await library.load("shop")
    let after = try await library.snapshot()
    #expect(try await ids("mugs under $15", in: before) == ["a"])
    #expect(try await ids("mugs under $15", in: after) == ["d"])
    #expect(try await ids("green mug", in: after) == ["d"])
    #expect(try await ids("stool", in: after) == [])
  }

  @Test func manySearchesAtOnceAgree() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let library = library(fixture)
    try await library.load("shop")
    let snapshot = try await library.snapshot()
    let found = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<20 {
        group.addTask { try await ids("the cheapest mug", in: snapshot) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found == Array(repeating: ["a", "b"], count: 20))
  }
}
