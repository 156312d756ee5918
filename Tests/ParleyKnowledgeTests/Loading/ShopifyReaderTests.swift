import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct ShopifyReaderTests {
  private func fixture(_ sample: String) throws -> KnowledgeFixture {
    try KnowledgeFixture(["export.csv": FormatSamples.text(sample)])
  }

  @Test func rowsOfAProductAreOneRecord() async throws {
    let (records, report) = try await fixture("shopify.csv").load("export.csv")
    #expect(report.rejected == [])
    #expect(records.keys.sorted() == ["beeswax-candle", "linen-apron", "oak-board"])
    let apron = try #require(records["linen-apron"])
    #expect(apron.title == "Linen Apron")
    #expect(apron.text == "A sturdy apron of washed linen with two pockets.\nAdjustable neck")
    #expect(apron[.brand]?.text == "Tidewater Textiles")
    #expect(
      apron[.category]?.texts == ["Home & Garden", "Kitchen & Dining", "Aprons", "Apron"])
    #expect(apron[.subjects]?.texts == ["linen", "kitchen", "gift"])
    #expect(apron[.colour]?.texts == ["Moss", "Clay"])
    #expect(apron[.size]?.texts == ["S", "L"])
    #expect(apron[.price]?.money?.description == "42.00 USD")
    #expect(apron[.salePrice]?.money?.description == "34.00 USD")
    #expect(apron[.attribute("price_range")]?.text == "34.00 to 36.00")
    #expect(apron[.stock]?.number == 8)
    #expect(apron[.sku]?.texts == ["APR-MOS-S", "APR-MOS-L", "APR-CLA-L"])
    #expect(apron[.gtin]?.text == "4006381333931")
    #expect(apron[.image]?.text == "https://cdn.example.org/apron-moss.jpg")
    #expect(apron[.attribute("care")]?.text == "Wash cold, line dry")
    #expect(
      apron[.attribute("variants")]?.texts == [
        "Moss / S: 34.00, 3 in stock", "Moss / L: 36.00, 0 in stock", "Clay / L: 36.00, 5 in stock",
      ])
  }

  @Test func whatNobodyCountsIsInStockAndWhatIsSoldOnDemandIsNot() async throws {
    let (records, _) = try await fixture("shopify.csv").load("export.csv")
    #expect(records["beeswax-candle"]?.isInStock == true)
    #expect(records["beeswax-candle"]?[.stock] == nil)
    #expect(records["oak-board"]?[.availability]?.text == "backorder")
    // A compare-at price that is not higher is no sale.
    #expect(records["oak-board"]?[.price]?.money?.description == "48.00 USD")
    #expect(records["oak-board"]?[.salePrice] == nil)
  }

  @Test func draftsAreLeftOutAndCostsAreNotForCustomers() async throws {
    let (records, report) = try await fixture("shopify.csv").load("export.csv")
    #expect(records["winter-throw"] == nil)
    #expect(report.notes.count == 2)
    #expect(report.notes[0].hasPrefix("export.csv: Shopify products, table with commas; UTF-8;"))
    #expect(
      report.notes[0].contains("left out Variant Grams, Image Position, SEO Title, Cost per item"))
    #expect(report.notes[1] == "export.csv: 1 product left out: draft")
    for record in records.values {
      #expect(!record.fields.contains { $0.value.texts.contains { $0.contains("11.20") } })
    }
  }

  @Test func newHeadingsAreRead() async throws {
    let (records, report) = try await fixture("shopify-new-headings.csv").load(
      "export.csv", currency: "EUR")
    #expect(records.keys.sorted() == ["wool-socks"])
    let socks = try #require(records["wool-socks"])
    #expect(socks[.size]?.texts == ["36-39", "40-43"])
    #expect(socks[.price]?.money?.description == "15.00 EUR")
    #expect(socks[.salePrice]?.money?.description == "12.00 EUR")
    #expect(socks[.stock]?.number == 12)
    #expect(report.notes.last == "export.csv: 1 product left out: archived")
  }

  @Test func theCallersMappingCountsMost() async throws {
    let options = LoadOptions(mapping: try ColumnMapping([("subtitle", "SEO Title")]))
    let (records, _) = try await fixture("shopify.csv").load("export.csv", options: options)
    #expect(records["linen-apron"]?[.subtitle]?.text == "Linen Apron | Tidewater")
  }

  @Test func badRowsAreToldWithTheirLines() async throws {
    let fixture = try KnowledgeFixture([
      "export.csv": """
      Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Tracker,Variant Inventory Qty
      ,Nobody,,,1.00,,
      a,A,Size,S,3.00,shopify,1
      a,,,M,"3,5,0",shopify,1
      b,,,,4.00,,
      c,C,,,5.00,shopify,many
      d,D,x
      e,E,,,6.00,,
      """
    ])
    let (records, report) = try await fixture.load("export.csv")
    #expect(records.keys.sorted() == ["e"])
    #expect(
      report.rejected.map { String($0.description.prefix(35)) } == [
        "export.csv:2: Handle: is missing; t", "export.csv:4: price: '3,5,0' is not",
        "export.csv:5: title: is missing; ev", "export.csv:7: has 3 cells, the head",
        "export.csv:6: stock: 'many' is not ",
      ])
  }

  @Test func aProductOverTheLimitIsRefusedAndTheRestIsRead() async throws {
    let rows = (0..<3000).map { "huge,,Size,s\($0),1.00\n" }.joined()
    let long = String(repeating: "x", count: 300 << 10)
    let fixture = try KnowledgeFixture([
      "export.csv": "Handle,Title,Option1 Name,Option1 Value,Variant Price\nhuge,Huge,Size,s,1.00\n"
        + rows + "long,\(long),,,1.00\nlong,,,,2.00\nok,Fine,,,1.00\n"
    ])
    let (records, report) = try await fixture.load("export.csv")
    #expect(records.keys.sorted() == ["ok"])
    #expect(
      report.rejected.map(\.description) == [
        "export.csv:2: 'huge' has more than 2048 variants",
        "export.csv:3003: the record has over 262144 bytes",
      ])
  }

  @Test func aFileThatEndsInTheMiddleLeavesTheOldVersion() async throws {
    let good = try FormatSamples.bytes("shopify.csv")
    let cut = Array(good.prefix(401))
    let error = try await KnowledgeFixture().failure(replacing: good, with: cut, in: "export.csv")
    #expect(error?.description.contains("never closed; is the file complete?") == true)
  }

  @Test func anotherEncodingAndTooManyColumnsLeaveTheOldVersion() async throws {
    let good = try FormatSamples.bytes("shopify.csv")
    let wide = try FormatSamples.text("shopify.csv").utf16.flatMap {
      [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
    let error = try await KnowledgeFixture().failure(
      replacing: good, with: [0xFF, 0xFE] + wide, in: "export.csv")
    #expect(error?.description == "export.csv: byte 0: is UTF-16; save the file as UTF-8")
    let columns =
      "Handle,Title,Variant Price," + (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let many = try await KnowledgeFixture().failure(
      replacing: good, with: Array((columns + "\n").utf8), in: "export.csv")
    #expect(many?.description.hasPrefix("export.csv:1:") == true, "\(many?.description ?? "")")
  }
}
