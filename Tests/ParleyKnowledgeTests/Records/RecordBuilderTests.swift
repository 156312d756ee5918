import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Builds one record of plain cells, as a CSV row gives them.
func outcome(
  _ cells: KeyValuePairs<String, String>, language: String = "en", currency: String? = "USD",
  mapping: ColumnMapping = ColumnMapping()
) -> RecordBuilder.Outcome {
  let settings = CollectionSettings(
    name: "shop", kind: "products", language: language, currency: currency)
  var builder = RecordBuilder(settings: settings, mapping: mapping)
  let columns = cells.map { RawColumn(name: $0.key, value: .plain($0.value), line: 7) }
  return builder.build(
    RawRecord(place: SourcePlace(file: "goods.csv", line: 7), columns: columns))
}

@Suite struct RecordBuilderTests {
  @Test func typesEveryField() throws {
    let built = outcome([
      "id": "B-1", "title": "The  Left Hand of Darkness", "authors": "Ursula K. Le Guin",
      "series": "Hainish Cycle", "series_number": "4", "published": "1969", "pages": "336 pages",
      "isbn": "978-0-441-47812-5", "price": "14.99", "sale_price": "$9.99", "stock": "3",
      "category": "Fiction > Science Fiction", "subjects": "gender, winter; not split",
      "colour": "white, blue", "url": "https://shop.example.org/p/1",
      "updated_at": "2026-10-14", "description": "An envoy &amp; a king.<br>Snow.",
    ])
    #expect(built.problems == [])
    let record = try #require(built.record)
    #expect(record.reference == RecordReference(collection: "shop", id: "B-1"))
    #expect(record.title == "The Left Hand of Darkness")
    #expect(record.text == "An envoy & a king.\nSnow.")
    #expect(record.url == "https://shop.example.org/p/1")
    #expect(record[.authors] == .list([.text("Ursula K. Le Guin")]))
    #expect(record[.seriesNumber] == .number(4))
    #expect(record[.published] == .number(1969))
    #expect(record[.pages] == .number(336))
    #expect(record[.isbn] == .text("9780441478125"))
    #expect(record[.price]?.money?.description == "14.99 USD")
    #expect(record[.salePrice]?.money?.description == "9.99 USD")
    #expect(record[.stock] == .number(3))
    #expect(record[.category]?.texts == ["Fiction", "Science Fiction"])
    #expect(record[.subjects]?.texts == ["gender, winter", "not split"])
    #expect(record[.colour]?.texts == ["white", "blue"])
    #expect(record[.updatedAt] == Timestamp("2026-10-14").map { .timestamp($0) })
  }

  @Test func knowsTheNamesOfOtherShops() throws {
    let built = outcome([
      "Handle": "mug", "Product Name": "Mug", "Body (HTML)": "<p>Blue.</p>", "Vendor": "Ellery",
      "Variant Price": "16.00", "Variant Inventory Qty": "4", "Variant Barcode": "4006381333931",
      "Image Src": "https://cdn.example.org/mug.jpg", "Color": "blue",
    ])
    let record = try #require(built.record)
    #expect(record.reference.id == "mug")
    #expect(record.text == "Blue.")
    #expect(record[.brand] == .text("Ellery"))
    #expect(record[.price]?.money?.decimal == "16.00")
    #expect(record[.stock] == .number(4))
    #expect(record[.gtin] == .text("4006381333931"))
    #expect(record[.image] == .text("https://cdn.example.org/mug.jpg"))
    #expect(record[.colour]?.texts == ["blue"])
  }

  @Test func entitiesAreDecodedBeforeListsAreCut() throws {
    let record = try #require(
      outcome([
        "title": "Cats &amp; Dogs", "category": "Home &amp; Garden &gt; Pots",
        "subjects": "Arts &amp; Crafts", "brand": "A&amp;B",
      ]).record)
    #expect(record.title == "Cats & Dogs")
    #expect(record[.category]?.texts == ["Home & Garden", "Pots"])
    #expect(record[.subjects]?.texts == ["Arts & Crafts"])
    #expect(record[.brand] == .text("A&B"))
  }

  @Test func unknownColumnsBecomeAttributes() throws {
    let record = try #require(
      outcome(["title": "Lamp", "Battery life": "8 h", "Pieces": "2", "code": "007"]).record)
    #expect(record[.attribute("battery_life")] == .text("8 h"))
    #expect(record[.attribute("pieces")] == .number(2))
    #expect(record[.attribute("code")] == .text("007"))
  }

  @Test func theFieldsOwnNameWinsAndTheLoserStaysAnAttribute() throws {
    let record = try #require(outcome(["name": "Short", "title": "Long", "id": "1"]).record)
    #expect(record.title == "Long")
    #expect(record[.attribute("name")] == .text("Short"))
  }

  @Test func severalDescriptionsAreOneText() throws {
    let record = try #require(
      outcome(["title": "A", "blurb": "Short.", "description": "Long.", "summary": "Long."]).record)
    #expect(record.text == "Long.\n\nShort.")
    #expect(record.fields == [:])
  }

  @Test func mappingOverridesNames() throws {
    let mapping = try ColumnMapping([("price", "RRP"), ("attributes.shelf", "Loc")])
    let record = try #require(
      outcome(["title": "Lamp", "RRP": "20", "Price": "10", "loc": "A4"], mapping: mapping).record)
    #expect(record[.price]?.money?.decimal == "20.00")
    #expect(record[.attribute("price")] == .number(10))
    #expect(record[.attribute("shelf")] == .text("A4"))
    #expect(throws: KnowledgeError.self) { try ColumnMapping([("colr", "x")]) }
    do {
      _ = try ColumnMapping([("Farbe", "x")])
      Issue.record("a field that no record has must be refused")
    } catch {
      #expect("\(error)".contains("did you mean 'colour'?"))
    }
  }

  @Test func missingTitleIsRefusedWithItsPlace() {
    let built = outcome(["id": "1", "price": "3"])
    #expect(built.record == nil)
    #expect(
      built.problems.map(\.description) == [
        "goods.csv:7: title: is missing; every record needs a title"
      ])
  }

  @Test func allProblemsOfARowAreToldAtOnce() {
    let built = outcome(["price": "cheap", "published": "20O4", "stock": "lots", "url": "ftp://x"])
    #expect(built.record == nil)
    #expect(built.problems.compactMap(\.field) == ["title", "url", "price", "stock", "published"])
  }

  @Test func idFallsBackToSkuThenISBNThenTitle() {
    #expect(outcome(["title": "A", "sku": "S1"]).record?.reference.id == "S1")
    #expect(
      outcome(["title": "A", "isbn": "9780441478125"]).record?.reference.id == "9780441478125")
    let derived = outcome(["title": "A"]).record?.reference.id
    #expect(derived?.hasPrefix("goods-") == true)
    #expect(derived == outcome(["title": "A"]).record?.reference.id)
    #expect(derived != outcome(["title": "B"]).record?.reference.id)
  }

  @Test func controlCharactersAreRefusedWithTheirOffset() {
    let built = outcome(["title": "Ca\u{7}t", "brand": "é\u{0}"])
    #expect(
      built.problems.map(\.description) == [
        "goods.csv:7: brand: control character U+0000 at byte 2 of the value; remove it",
        "goods.csv:7: title: control character U+0007 at byte 2 of the value; remove it",
      ])
  }

  @Test func windowsCharactersAreRepaired() {
    let built = outcome(["title": "\u{93}Cat\u{94} \u{96} Dog\u{81}s"])
    #expect(built.record?.title == "“Cat” – Dogs")
    #expect(built.warnings.map(\.field) == ["title"])
  }

  @Test func invisibleCharactersAreAWarning() {
    let built = outcome(["title": "Cat\u{200B}"])
    #expect(built.record != nil)
    #expect(built.warnings.map(\.reason) == ["invisible character U+200B in the value"])
  }

  @Test func aSalePriceAboveThePriceIsAWarning() {
    let built = outcome(["title": "A", "price": "5", "sale_price": "6"])
    #expect(built.record != nil)
    #expect(built.warnings.map(\.field) == ["sale_price"])
  }

  @Test func aRecordOverTheLimitIsRefused() {
    let built = outcome(["title": "A", "description": String(repeating: "x", count: 256 << 10)])
    #expect(built.problems.map(\.reason) == ["the record has 262145 bytes; the limit is 262144"])
  }

  @Test func stockInWordsIsAvailability() {
    #expect(outcome(["title": "A", "stock": "yes"]).record?.isInStock == true)
    #expect(outcome(["title": "A", "in stock": "12"]).record?[.stock] == .number(12))
    #expect(
      outcome(["title": "A", "availability": "https://schema.org/OutOfStock"]).record?.isInStock
        == false)
    #expect(
      outcome(["title": "A", "availability": "nicht lieferbar"]).record?[.availability]
        == .text("out of stock"))
    #expect(
      outcome(["title": "A", "availability": "ask us"]).record?[.availability] == .text("ask us"))
    #expect(
      outcome(["title": "A", "stock": "lots"]).problems.map(\.reason) == [
        "'lots' is not a stock; write a number, 'in stock' or 'out of stock'"
      ])
  }

  @Test func aBarcodeThatIsAnISBNIsBoth() {
    let record = outcome(["title": "A", "ean": "9780441478125"]).record
    #expect(record?[.gtin] == .text("9780441478125"))
    #expect(record?[.isbn] == .text("9780441478125"))
  }

  @Test func whatNoFieldCanHoldIsTold() {
    #expect(
      outcome(["title": "A", "attributes": "wash"]).problems.map(\.field) == ["attributes"])
    var builder = RecordBuilder(
      settings: CollectionSettings(name: "shop", kind: "products", language: "en"))
    let inner = RawColumn(name: "sku", value: .text("1"), line: 1)
    let built = builder.build(
      RawRecord(
        place: SourcePlace(file: "a.json", line: 1),
        columns: [
          RawColumn(name: "title", value: .text("A"), line: 1),
          RawColumn(name: "variants", value: .list([.object([inner])]), line: 1),
        ]))
    #expect(built.record?.fields == [:])
    #expect(
      built.warnings.map(\.reason) == ["column 'variants' is nested too deep; it is left out"])
  }

  @Test func nestedObjectsAreRead() throws {
    let settings = CollectionSettings(name: "books", kind: "books", language: "en")
    var builder = RecordBuilder(settings: settings)
    let place = SourcePlace(file: "b.jsonl", line: 1)
    func column(_ name: String, _ value: RawValue) -> RawColumn {
      RawColumn(name: name, value: value, line: 1)
    }
    let built = builder.build(
      RawRecord(
        place: place,
        columns: [
          column("title", .text("A")),
          column(
            "offers",
            .object([column("price", .number("9.5")), column("priceCurrency", .text("EUR"))])),
          column(
            "authors",
            .list([
              .object([column("name", .text("Ann")), column("role", .text("author"))]),
              .text("Bob"),
            ])),
          column("attributes", .object([column("Paper weight", .plain("90"))])),
        ]))
    let record = try #require(built.record)
    #expect(record[.price]?.money?.description == "9.50 EUR")
    #expect(record[.authors]?.texts == ["Ann", "Bob"])
    #expect(record[.attribute("paper_weight")] == .number(90))
  }
}
