import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct YAMLSourceReaderTests {
  static let catalog = """
    # Kitchen: mugs and teapots

    - id: KIT-1601-BLU
      sku: KIT-1601
      title: Harbour Mug, Blue
      brand: Ellery Pottery
      category: [Mugs]
      description: >-
        Our everyday mug, slip-cast in town with a handle wide enough
        for three fingers.
      price: 16.00
      currency: USD
      stock: 48
      size: "350 ml"
      colour: blue
      material: [stoneware]
      attributes: {care: "dishwasher safe", weight: "380 g"}
      url: https://shop.example.org/p/kit-1601-blu
      updated_at: 2026-09-14

    - id: GAM-1701
      title: Jigsaw, The Quay at Dawn
      category: [Jigsaw Puzzles]
      price: 24.00
      sale_price: 19.00
      currency: USD
      stock: 0
      attributes: {pieces: 1000, ages: "10+", framed: no, boxed: true}
    """

  @Test func readsTheCatalogOfAShop() async throws {
    let fixture = try KnowledgeFixture(["Knowledge/catalog/kitchen.yaml": Self.catalog])
    let library = fixture.library(shop("Knowledge/catalog"))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    #expect(report.warnings == [])
    #expect(report.records == 2)
    let version = try await library.currentVersion(of: "shop")
    let records = try await version.records([1, 2])
    let mug = try #require(records.first)
    #expect(mug.reference.id == "KIT-1601-BLU")
    #expect(mug[.sku] == .text("KIT-1601"))
    #expect(mug.text.hasPrefix("Our everyday mug, slip-cast in town with a handle wide enough for"))
    #expect(mug.currentPrice?.description == "16.00 USD")
    #expect(mug[.attribute("weight")] == .text("380 g"))
    #expect(mug[.updatedAt] == Timestamp("2026-09-14").map { .timestamp($0) })
    let jigsaw = try #require(records.last)
    #expect(jigsaw.currentPrice?.description == "19.00 USD")
    #expect(jigsaw.isInStock == false)
    #expect(jigsaw[.attribute("pieces")] == .number(1000))
    #expect(jigsaw[.attribute("framed")] == .text("no"))
    #expect(jigsaw[.attribute("boxed")] == .text("yes"))
  }

  @Test func readsBooksWithLeadingZerosAndDates() async throws {
    let fixture = try KnowledgeFixture([
      "books.yaml": """
      - title: The Left Hand of Darkness
        authors: [Ursula K. Le Guin]
        isbn: 0441478123
        published: 1969
        series: {name: Hainish Cycle}
        series_number: 4
      """
    ])
    let library = fixture.library(shop("books.yaml", kind: "books"))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    let found = try await library.record(
      RecordReference(collection: "shop", id: "9780441478125"))
    let record = try #require(found)
    #expect(record[.authors]?.texts == ["Ursula K. Le Guin"])
    #expect(record[.published] == .number(1969))
    #expect(record[.series] == .text("Hainish Cycle"))
  }

  @Test func aBadItemIsRefusedAndTheOthersStay() throws {
    let fixture = try KnowledgeFixture([
      "a.yaml": """
      - title: A
      - just text
      - title: B
        title: C
      - title: *alias
      - title: !tag D
      - title: E
      """
    ])
    let (items, _) = try fixture.items("a.yaml")
    #expect(items.flatMap(\.cells) == ["title=A", "title=E"])
    let reasons = items.compactMap(\.reason)
    #expect(reasons.count == 4)
    #expect(reasons.first == "a.yaml:2: expected the fields of a record")
    #expect(reasons.allSatisfy { $0.hasPrefix("a.yaml:") })
  }

  @Test func brokenSyntaxFailsTheFile() async throws {
    let fixture = try KnowledgeFixture(["a.yaml": "- title: A\n- title: [B\n- title: C\n"])
    let error = await knowledgeError { _ = try fixture.items("a.yaml") }
    #expect(error?.code == .badData)
    #expect(error?.description.hasPrefix("a.yaml:3:") == true, "\(error?.description ?? "")")
  }

  @Test func bytesThatAreNotUTF8AreToldWithTheirOffset() async throws {
    let fixture = try KnowledgeFixture()
    try fixture.write(Array("- title: Caf".utf8) + [0xFF, 0x0A], to: "a.yaml")
    let error = await knowledgeError { _ = try fixture.items("a.yaml") }
    #expect(error?.description.contains("byte 12") == true, "\(error?.description ?? "")")
  }
}
