import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct MerchantReaderTests {
  @Test(arguments: ["feed.tsv", "feed.txt"])
  func aTableIsFoundByItsColumns(name: String) async throws {
    let fixture = try KnowledgeFixture([name: FormatSamples.text("merchant.tsv")])
    // A price of a feed has a decimal point in every language.
    let (records, report) = try await fixture.load(name, language: "de", currency: "EUR")
    #expect(report.rejected == [])
    #expect(report.notes.first?.contains("Google Merchant feed, table with tabs; UTF-8") == true)
    let teapot = try #require(records["TEA-7"])
    #expect(teapot[.price]?.money?.description == "39.00 USD")
    #expect(teapot[.salePrice]?.money?.description == "29.90 USD")
    #expect(teapot[.category]?.texts == ["Kitchen", "Teapots"])
    #expect(teapot[.colour]?.texts == ["White", "Blue"])
    #expect(teapot[.sku]?.text == "TP-7")
    #expect(teapot.isInStock == true)
    #expect(teapot[.attribute("item_group_id")]?.text == "TEA")
    #expect(records["TEA-8"]?.isInStock == false)
  }

  @Test func rssIsReadByTheNamesOfGoogle() async throws {
    let fixture = try KnowledgeFixture(["feed.xml": FormatSamples.text("merchant.xml")])
    let (records, report) = try await fixture.load("feed.xml")
    #expect(report.rejected == [])
    #expect(report.notes.first?.hasPrefix("feed.xml: Google Merchant feed, XML") == true)
    let lantern = try #require(records["LAN-1"])
    #expect(lantern.title == "Brass Storm Lantern")
    #expect(lantern.text == "A paraffin lantern of brass that does not mind the wind.")
    #expect(lantern.url == "https://shop.example.org/lan-1")
    #expect(lantern[.price]?.money?.description == "1250.00 EUR")
    #expect(lantern[.salePrice]?.money?.description == "999.50 EUR")
    #expect(lantern[.category]?.texts == ["Home & Garden", "Lighting"])
    #expect(lantern[.colour]?.texts == ["Brass", "Black"])
    #expect(lantern[.attribute("burning_time")]?.text == "20 hours")
    #expect(records["LAN-2"]?[.availability]?.text == "preorder")
  }

  @Test func atomIsRead() async throws {
    let fixture = try KnowledgeFixture(["feed": FormatSamples.text("merchant-atom.xml")])
    let (records, _) = try await fixture.load("feed")
    let wick = try #require(records["WIC-1"])
    #expect(wick.url == "https://shop.example.org/wic-1")
    #expect(wick.text == "A flat wick for storm lanterns, café style.")
    #expect(wick[.condition]?.text == "new")
  }

  @Test(
    arguments: [
      ("2026-10-01T00:00+0200/2026-10-31T23:59+0200", true), ("2026-10-15/2026-10-31", false),
      ("2026-09-01T00:00Z/2026-10-13T23:59Z", false), ("soon", true),
    ])
  func aSaleCountsOnItsDaysOnly(dates: String, isOn: Bool) {
    let columns = [
      ("price", "9.00 EUR"), ("sale_price", "7.00 EUR"), ("sale_price_effective_date", dates),
    ]
    .map { RawColumn(name: $0.0, value: .plain($0.1), line: 1) }
    let names = MerchantColumns.columns(of: columns, today: "2026-10-14").map(\.name)
    #expect(names.contains("sale_price") == isOn)
    #expect(names.contains("price"))
  }

  @Test func badItemsAreToldWithTheirLines() async throws {
    let long = String(repeating: "x", count: 300 << 10)
    let tags = String(repeating: "<g:x/>", count: 100_000)
    let fixture = try KnowledgeFixture([
      "feed.xml": """
      <rss xmlns:g="http://base.google.com/ns/1.0"><channel>
      <item><g:id>1</g:id>
        <g:title>A</g:title><g:price>cheap</g:price></item>
      <item><g:id>2</g:id></item>
      <item><g:id>3</g:id><g:title>C</g:title><g:description>\(long)</g:description></item>
      <item><g:id>4</g:id>\(tags)</item>
      <item><g:id>5</g:id><g:title>E</g:title></item>
      </channel></rss>
      """
    ])
    let (records, report) = try await fixture.load("feed.xml")
    #expect(records.keys.sorted() == ["5"])
    #expect(
      report.rejected.map(\.description) == [
        "feed.xml:3: price: 'cheap' is not a price; write 15.00 or 15.00 EUR",
        "feed.xml:4: title: is missing; every record needs a title",
        "feed.xml:5: the record has 307202 bytes; the limit is 262144",
        "feed.xml:6: the record is over 524288 bytes",
      ])
  }

  @Test func hostileFilesLeaveTheOldVersion() async throws {
    let good = try FormatSamples.bytes("merchant.xml")
    let start = "<rss xmlns:g='http://base.google.com/ns/1.0'>"
    let deep = start + String(repeating: "<item>", count: 100_000)
    let bomb =
      "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>" + start
      + "<item><title>&b;</title></item></rss>"
    let columns = start + "<item>" + (0..<100_000).map { "<c\($0)/>" }.joined() + "</item></rss>"
    let latin =
      Array("\(start)\n<item><title>Caf".utf8) + [0xE9] + Array("</title></item></rss>".utf8)
    let cases: [([UInt8], String)] = [
      (Array(good.prefix(900)), "the document ends in the middle; is the file complete?"),
      (Array(deep.utf8), "elements nest more than 64 levels deep"),
      (Array(bomb.utf8), "the document declares the entity 'a'; write its text out"),
      (Array(columns.utf8), "there are more than 4096 different names of elements"),
      (latin, "is not well-formed: a character stands where none may"),
    ]
    for (bad, message) in cases {
      let fixture = try KnowledgeFixture()
      try fixture.write(good, to: "feed.xml")
      let library = fixture.library(shop("feed.xml"))
      try await library.load("shop")
      try fixture.write(bad, to: "feed.xml")
      let options = LoadOptions(format: .merchant)
      let error = await knowledgeError { _ = try await library.load("shop", options: options) }
      #expect(error?.code == .badData)
      #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
      #expect(error?.description.hasPrefix("feed.xml:") == true)
      #expect(try await library.currentVersion(of: "shop").records == 2)
    }
  }
}
