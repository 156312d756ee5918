import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct SchemaOrgReaderTests {
  @Test(arguments: ["p.jsonld", "p.json", "p"])
  func productsAndBooksOfAGraphAreRead(name: String) async throws {
    let fixture = try KnowledgeFixture([name: FormatSamples.text("products.jsonld")])
    // Prices have a decimal point in every language.
    let (records, report) = try await fixture.load(name, language: "de", currency: "EUR")
    #expect(report.rejected == [])
    #expect(
      report.notes == [
        "\(name): schema.org, JSON-LD",
        "\(name): 1 object left out: no product, book, question or article",
      ])
    let whistle = try #require(records["TW-D"])
    #expect(whistle.title == "Tin Whistle in D")
    #expect(whistle.text == "A bright whistle of tinned steel.")
    #expect(whistle.url == "https://shop.example.org/p/whistle")
    #expect(whistle[.brand]?.text == "Tin & Timber")
    #expect(whistle.currentPrice?.description == "1012.50 EUR")
    #expect(whistle.isInStock == true)
    #expect(whistle[.condition]?.text == "new")
    #expect(whistle[.attribute("rating")]?.number == 4.6)
    #expect(whistle[.attribute("reviews")]?.number == 31)
    #expect(whistle[.attribute("key")]?.text == "D")
    let book = try #require(records["978-0-306-40615-7"])
    #expect(book[.authors]?.texts == ["Nora Quill", "Ben Reed"])
    #expect(book[.isbn]?.text == "9780306406157")
    #expect(book[.format]?.text == "hardcover")
    #expect(book[.publisher]?.text == "Reed & Co")
    #expect(book.isInStock == false)
  }

  @Test func scriptsOfAPageAreRead() async throws {
    let fixture = try KnowledgeFixture([
      "k/kettle.html": FormatSamples.text("product-page.html"),
      "k/about.html": "<html><h1>About us</h1><p>Words.</p></html>",
    ])
    let (records, report) = try await fixture.load("k")
    #expect(records.keys.sorted() == ["CK-1"])
    #expect(records["CK-1"]?.currentPrice?.description == "79.00 USD")
    #expect(report.notes.contains("k/about.html: passed over, 'shop' has no pages"))
    #expect(report.notes.contains("k/kettle.html: schema.org, 2 scripts in HTML"))
  }

  @Test func questionsBecomePassages() async throws {
    let fixture = try KnowledgeFixture(["faq.jsonld": FormatSamples.text("faq.jsonld")])
    let (records, _) = try await fixture.load("faq.jsonld", kind: "documents")
    #expect(records.count == 2)
    let first = try #require(records["faq.jsonld#do-you-ship-to-iceland"])
    #expect(first.title == "Do you ship to Iceland?")
    #expect(first.text == "Yes, by sea, in nine days.")
  }

  @Test func aListIsReadObjectByObject() async throws {
    let fixture = try KnowledgeFixture([
      "l.jsonld": """
      [{"@type": "Product", "name": "A", "sku": "a", "offers": {"price": "1,50", "priceCurrency": "EUR"}},
       {"@type": "https://schema.org/Product", "name": "B", "sku": "b", "offers":
         [{"price": 3, "priceCurrency": "USD"}, {"price": 2.5, "priceCurrency": "USD"}]},
       {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "Product", "name": "C", "sku": "c"}}]},
       {"@type": "Product", "sku": "d"}]
      """
    ])
    let (records, report) = try await fixture.load("l.jsonld")
    #expect(records.keys.sorted() == ["b", "c"])
    #expect(records["b"]?.currentPrice?.description == "2.50 USD")
    #expect(
      report.rejected.map(\.description) == [
        "l.jsonld:1: price: '1,50' has a decimal comma; write 1.50",
        "l.jsonld:5: title: is missing; every record needs a title",
      ])
  }

  @Test func hostileFilesLeaveTheOldVersion() async throws {
    let good = try FormatSamples.bytes("products.jsonld")
    let deep = "{\"@type\": \"Product\", \"name\": " + String(repeating: "[", count: 5000)
    let closed = deep + String(repeating: "]", count: 5000) + "}"
    let long = String(repeating: "x", count: 5 << 20)
    let cases: [([UInt8], String)] = [
      (Array(good.prefix(1000)), "p.jsonld:1: "),
      (Array(closed.utf8), "every row of 'shop' was refused"),
      (
        Array("{\"@type\": \"Product\", \"name\": \"\(long)\"}".utf8),
        "every row of 'shop' was refused"
      ),
      (
        Array("[{\"@type\": \"Product\", \"name\": \"Caf".utf8) + [0xE9] + Array("\"}]".utf8),
        "p.jsonld:1: "
      ),
    ]
    for (bad, message) in cases {
      let error = try await KnowledgeFixture().failure(replacing: good, with: bad, in: "p.jsonld")
      #expect(error?.code == .badData)
      #expect(
        error?.description.hasPrefix(message) == true, "\(error?.description.prefix(200) ?? "")")
    }
  }

  @Test func manyMembersAndALongRecordAreBounded() async throws {
    let members = (0..<100_000).map { "\"c\($0)\": 1" }.joined(separator: ", ")
    let long = String(repeating: "x", count: 300 << 10)
    let fixture = try KnowledgeFixture([
      "l.jsonld": """
      [{"@type": "Product", "name": "A", "sku": "a", \(members)},
       {"@type": "Product", "name": "B", "sku": "b", "description": "\(long)"}]
      """
    ])
    let (records, report) = try await fixture.load("l.jsonld")
    // Only what schema.org calls something is taken.
    #expect(records["a"]?.fields.count == 1)
    #expect(report.rejected.map(\.reason) == ["the record has 307203 bytes; the limit is 262144"])
  }
}
