import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct ONIXReaderTests {
  @Test func referenceNamesAreRead() async throws {
    let fixture = try KnowledgeFixture(["list.xml": FormatSamples.text("onix.xml")])
    let (records, report) = try await fixture.load("list.xml", kind: "books")
    #expect(report.rejected == [])
    #expect(
      report.notes == [
        "list.xml: ONIX for Books 3.0", "list.xml: 1 product left out: taken back",
      ])
    #expect(records.count == 1)
    let book = try #require(records["org.example.lantern.0001"])
    #expect(book.title == "The Drowned Lighthouse")
    #expect(book[.subtitle]?.text == "A Novel")
    #expect(book[.authors]?.texts == ["Elise Moreau"])
    #expect(book[.attribute("translators")]?.texts == ["Ada Lindqvist"])
    #expect(book[.series]?.text == "Keepers of the Light")
    #expect(book[.seriesNumber]?.number == 2)
    #expect(book[.isbn]?.text == "9780306406157")
    #expect(book[.format]?.text == "paperback")
    #expect(book[.language]?.text == "en")
    #expect(book[.pages]?.number == 312)
    #expect(book[.category]?.texts == ["FICTION", "Mystery & Detective", "Historical"])
    #expect(book[.subjects]?.texts == ["lighthouse", "Brittany", "smugglers"])
    #expect(book.text == "A keeper vanishes from a locked tower.\nOnly the lamp & the log remain.")
    #expect(book[.publisher]?.text == "Lantern Press")
    #expect(book[.published] == Timestamp("2024-03-05").map { .timestamp($0) })
    #expect(book[.price]?.money?.description == "16.99 USD")
    #expect(book[.stock]?.number == 17)
    #expect(book[.image]?.text == "https://covers.example.org/9780306406157.jpg")
  }

  @Test func thePriceInTheCollectionsCurrencyCounts() async throws {
    let fixture = try KnowledgeFixture(["list.xml": FormatSamples.text("onix.xml")])
    let (records, _) = try await fixture.load("list.xml", kind: "books", currency: "GBP")
    #expect(records.values.first?.currentPrice?.description == "11.00 GBP")
  }

  @Test func shortTagsAreRead() async throws {
    let fixture = try KnowledgeFixture(["list.xml": FormatSamples.text("onix-short.xml")])
    let (records, report) = try await fixture.load("list.xml", kind: "books")
    #expect(report.rejected == [])
    let book = try #require(records["lp-3"])
    #expect(book.title == "Café Meridian")
    #expect(book[.authors]?.texts == ["Jon Harrow"])
    #expect(book[.format]?.text == "ebook")
    #expect(book[.language]?.text == "de")
    #expect(book[.published]?.number == 2021)
    #expect(book[.availability]?.text == "preorder")
    #expect(book.currentPrice?.description == "7.99 EUR")
    #expect(book.text == "Night trains and strong coffee.")
    #expect(book[.subjects]?.texts == ["coffee", "night trains"])
  }

  @Test func badProductsAreToldWithTheirLines() async throws {
    let text = try FormatSamples.text("onix-short.xml")
      .replacing("<b203>Caf&eacute; Meridian</b203>", with: "<b203></b203>")
      .replacing("<b219>198</b219>", with: "<b219>many</b219>")
    let fixture = try KnowledgeFixture(["list.xml": text])
    let error = await knowledgeError {
      _ = try await fixture.library(shop("list.xml", kind: "books")).load("shop")
    }
    let lines = error?.description.split(separator: "\n").dropFirst().map(String.init)
    #expect(
      lines == [
        "list.xml:4: title: is missing; every record needs a title",
        "list.xml:12: pages: 'many' is not a number; write the number of pages, such as 336",
      ])
  }

  @Test func utf16AndLatin1AreRead() async throws {
    let text = try FormatSamples.text("onix.xml").replacing("encoding=\"UTF-8\"", with: "")
      .replacing("Ada Lindqvist", with: "Åda Lindqvist")
    let fixture = try KnowledgeFixture()
    try fixture.write(
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "list.xml")
    let (records, _) = try await fixture.load("list.xml", kind: "books")
    #expect(records.values.first?[.attribute("translators")]?.texts == ["Åda Lindqvist"])
  }

  @Test func aFileThatEndsInTheMiddleLeavesTheOldVersion() async throws {
    let good = try FormatSamples.bytes("onix.xml")
    let error = try await KnowledgeFixture().failure(
      replacing: good, with: Array(good.prefix(3000)), in: "list.xml", kind: "books")
    #expect(error?.description.hasPrefix("list.xml:3") == true, "\(error?.description ?? "")")
    let bomb = try FormatSamples.text("onix-short.xml").replacing(
      "onix-international.dtd\">", with: "x.dtd\" [<!ENTITY lol \"lol\">]>")
    let refused = try await KnowledgeFixture().failure(
      replacing: good, with: Array(bomb.utf8), in: "list.xml", kind: "books")
    #expect(
      refused?.description.hasSuffix("declares the entity 'lol'; write its text out") == true,
      "\(refused?.description ?? "")")
  }

  @Test func hugeProductsAreRefusedAndTheRestIsRead() async throws {
    let product = try FormatSamples.text("onix-short.xml")
    let long = String(repeating: "x", count: 300 << 10)
    let countries = String(repeating: "<x449>AD</x449>", count: 60_000)
    let huge =
      "<product><a001>h</a001><titledetail>\(countries)</titledetail></product>"
      + "<product><a001>l</a001><descriptivedetail><titledetail><b202>01</b202><titleelement>"
      + "<b203>T</b203></titleelement></titledetail></descriptivedetail><collateraldetail>"
      + "<textcontent><x426>03</x426><d104>\(long)</d104></textcontent></collateraldetail></product>"
    let fixture = try KnowledgeFixture([
      "list.xml": product.replacing("  <product>", with: huge + "<product>")
    ])
    let (records, report) = try await fixture.load("list.xml", kind: "books")
    #expect(records.keys.sorted() == ["lp-3"])
    #expect(
      report.rejected.map(\.reason) == [
        "the record is over 2097152 bytes", "the record has 307202 bytes; the limit is 262144",
      ])
  }
}
