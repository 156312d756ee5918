import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct TableReaderTests {
  @Test func readsAnEnglishTableWithSemicolons() async throws {
    let fixture = try KnowledgeFixture([
      "books.csv": """
      \u{FEFF}Title;Author;Price;Publication Date;In Stock;Description
      "Dune";Frank Herbert;$9.99;1965;yes;"Sand; worms,
      and ""spice""."
      Emma;Jane Austen;8.50;1815;no;A matchmaker

      """
    ])
    let library = fixture.library(shop("books.csv"))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    #expect(report.records == 2)
    #expect(report.notes.count == 1)
    #expect(report.notes[0].contains("table with semicolons; UTF-8"))
    #expect(report.notes[0].contains("Author → authors"))
    let version = try await library.currentVersion(of: "shop")
    let records = try await version.records([1, 2])
    #expect(records.map(\.title) == ["Dune", "Emma"])
    #expect(records[0].text == "Sand; worms,\nand \"spice\".")
    #expect(records[0].currentPrice?.description == "9.99 USD")
    #expect(records.map(\.isInStock) == [true, false])
  }

  @Test func readsAGermanTableInWindows1252() async throws {
    let fixture = try KnowledgeFixture()
    let text =
      "Artikelnummer;Titel;Hersteller;Preis;Währung;Farbe;Größe;Lagerbestand\r\n"
      + "A-1;Gießkanne „Öl“;Müller & Söhne;1.299,50;€;grün, weiß;38,5 x 40 cm;12\r\n"
    let quotes: [Character: UInt8] = ["„": 0x84, "“": 0x93, "€": 0x80]
    let bytes = text.flatMap { character -> [UInt8] in
      if let quote = quotes[character] { return [quote] }
      return character.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
    try fixture.write(bytes, to: "waren.csv")
    let library = fixture.library(shop("waren.csv", language: "de", currency: nil))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    #expect(report.notes[0].contains("Windows-1252 (byte 38 is not UTF-8)"))
    let record = try #require(
      try await library.record(RecordReference(collection: "shop", id: "A-1")))
    #expect(record.title == "Gießkanne „Öl“")
    #expect(record[.brand]?.text == "Müller & Söhne")
    #expect(record.currentPrice?.description == "1299.50 EUR")
    #expect(record[.colour]?.texts == ["grün", "weiß"])
    #expect(record[.size]?.texts == ["38,5 x 40 cm"])
    #expect(record[.stock]?.number == 12)
  }

  @Test func readsATableWithTabs() async throws {
    let fixture = try KnowledgeFixture([
      "feed.tsv":
        "id\ttitle\tlink\tprice\tavailability\tgtin\n"
        + "1\tLamp, 5\" wide\thttps://shop.example.org/1\t15.00 EUR\tin_stock\t4006381333931\n"
    ])
    let library = fixture.library(shop("feed.tsv"))
    let report = try await library.load("shop")
    #expect(report.rejected == [])
    #expect(report.notes[0].contains("table with tabs"))
    let record = try #require(
      try await library.record(RecordReference(collection: "shop", id: "1")))
    #expect(record.title == "Lamp, 5\" wide")
    #expect(record.url == "https://shop.example.org/1")
    #expect(record.currentPrice?.description == "15.00 EUR")
    #expect(record.isInStock == true)
  }

  @Test func badRowsAreToldWithTheirLines() throws {
    let fixture = try KnowledgeFixture([
      "a.csv": "id,title,brand\n1,A,x\n2,\"B\nb\",y\n3,C\n4,\"D\"d,z\n\n5,E,w,,\n6,F,w,more\n"
    ])
    let (items, _) = try fixture.items("a.csv")
    #expect(items.map(\.line) == [2, 3, 5, 6, 8, 9])
    #expect(
      items.compactMap(\.reason) == [
        "a.csv:5: has 2 cells, the header has 3; is a quote missing?",
        "a.csv:6: characters stand after a closing quote; double the quotes inside of a cell",
        "a.csv:9: has 4 cells, the header has 3; is a quote missing?",
      ])
    #expect(items[1].cells == ["id=2", "title=B\nb", "brand=y"])
  }

  @Test(arguments: [
    ("id,title\n1,\"never closed\n2,B\n", "a.csv:2: a quote is opened here and never closed"),
    ("id,title,title\n1,A,B\n", "a.csv:1: two columns are called 'title'"),
    ("id,title\n1,\u{0}\n", "a.csv: byte 11: NUL is not text"),
    ("1,Dune,9.99\n", "a.csv:1: no column is the title; the columns are 1, Dune, 9.99."),
  ])
  func tablesThatCannotBeReadFail(text: String, message: String) async throws {
    let fixture = try KnowledgeFixture(["a.csv": text])
    let error = await knowledgeError { _ = try fixture.items("a.csv") }
    #expect(error?.code == .badData)
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func otherEncodingsAreRefusedWithTheOffset() async throws {
    let fixture = try KnowledgeFixture()
    try fixture.write([0xFF, 0xFE, 0x41, 0x00], to: "wide.csv")
    try fixture.write(Array("title\n".utf8) + [0xE9, 0x81, 0x0A], to: "odd.csv")
    let wide = await knowledgeError { _ = try fixture.items("wide.csv") }
    #expect(wide?.description == "wide.csv: byte 0: is UTF-16; save the file as UTF-8")
    let odd = await knowledgeError { _ = try fixture.items("odd.csv") }
    #expect(
      odd?.description
        == "odd.csv: byte 6: is not UTF-8, and byte 7 is not Windows-1252; save the file as UTF-8")
  }

  @Test(
    arguments: [
      ("a,b;c\n1,2;3\n", ","), ("a;b\n1,5;2\n", ";"), ("a|b|c\n1|2|3\n", "|"), ("a\tb\n", "\t"),
      ("title\nDune\n", ","), ("name;note\nx;\"a;b\n,c\"\n", ";"),
    ] as [(String, Character)])
  func findsTheSeparator(text: String, separator: Character) {
    #expect(
      TableDialect.separator(in: Array(text.utf8), isWhole: true, preferring: ",") == separator)
  }

  @Test func aDeclaredSeparatorIsTaken() throws {
    let fixture = try KnowledgeFixture(["a.csv": "sep=|\r\ntitle|a,b,c\r\nDune|1,2,3\r\n"])
    let (items, note) = try fixture.items("a.csv")
    #expect(items.flatMap(\.cells) == ["title=Dune", "a,b,c=1,2,3"])
    #expect(items.map(\.line) == [3])
    #expect(note.hasPrefix("table with bars"))
  }

  @Test func anyLineEndingEndsARow() throws {
    for ending in ["\n", "\r\n", "\r"] {
      let text = ["id,title", "1,\"a\(ending)b\"", "2,c"].joined(separator: ending)
      let fixture = try KnowledgeFixture(["a.csv": text])
      let (items, _) = try fixture.items("a.csv")
      #expect(items.map(\.line) == [2, 4])
      #expect(items.first?.cells == ["id=1", "title=a\(ending)b"])
    }
  }
}
