import ParleyPlugin

@testable import ParleyKnowledge

/// A small German shop.
enum FixtureLaden {
  static func laden() throws -> FixtureVersion {
    try FixtureVersion(
      "laden", kind: "books", language: "de", currency: "EUR", records)
  }

  static func waren() throws -> FixtureVersion {
    try FixtureVersion(
      "waren", kind: "products", language: "de", currency: "EUR", goods)
  }

  static func hilfe() throws -> FixtureVersion {
    try FixtureVersion(
      "hilfe", kind: "documents", language: "de", currency: nil, pages)
  }

  private static let records: [Record] = [
    book("d1", "Die unendliche Geschichte", "Michael Ende", 12, 1979, "Fantasy", ["Drachen"]),
    book("d2", "Momo", "Michael Ende", 11, 1973, "Kinderbücher", ["Zeit"]),
    book("d3", "Der Zauberberg", "Thomas Mann", 18, 1924, "Klassiker", ["Krankheit"]),
    book("d4", "Buddenbrooks", "Thomas Mann", 16, 1901, "Klassiker", ["Familie"]),
    book("d5", "Die Verwandlung", "Franz Kafka", 6, 1915, "Klassiker", ["Familie", "Käfer"]),
    book("d6", "Tintenherz", "Cornelia Funke", 14, 2003, "Fantasy", ["Bücher"], ("Tintenwelt", 1)),
    book("d7", "Tintenblut", "Cornelia Funke", 15, 2005, "Fantasy", ["Bücher"], ("Tintenwelt", 2)),
    book("d8", "Tintentod", "Cornelia Funke", 16, 2007, "Fantasy", ["Bücher"], ("Tintenwelt", 3)),
    book("d9", "Der Schimmelreiter", "Theodor Storm", 5, 1888, "Klassiker", ["Meer", "Sturm"]),
    book("d10", "Das Meer", "Anna Müller", 22, 2018, "Sachbücher", ["Meer"], format: "gebunden"),
  ]

  private static let goods: [Record] = [
    item("w1", "Hafentasse", "Tassen", 14, "blau"), item("w2", "Reisetasse", "Tassen", 22, "grün"),
    item("w3", "Wollmütze", "Mützen", 35, "blau"), item("w4", "Leselampe", "Lampen", 49, "weiß"),
    item("w5", "Stehlampe", "Lampen", 150, "schwarz"), item("w6", "Notizbuch", "Papier", 9, "rot"),
    item("w7", "Füller", "Schreibgeräte", 30, "schwarz"),
    item("w8", "Kalender", "Papier", 18, "weiß"),
  ]

  private static let pages: [Record] = [
    page(
      "p1", "Öffnungszeiten", "Wann haben Sie geöffnet?", "Montag bis Samstag von 10 bis 18 Uhr."),
    page("p2", "Versand", "Was kostet der Versand?", "Vier Euro, ab 40 Euro kostenlos."),
    page("p3", "Versand", "Liefern Sie ins Ausland?", "Ja, nach Österreich und in die Schweiz."),
    page("p4", "Rückgabe", "Wie lange kann ich etwas zurückgeben?", "30 Tage mit Beleg."),
    page("p5", "Zahlung", "Wie kann ich bezahlen?", "Mit Karte, bar oder auf Rechnung."),
  ]

  private static func book(
    _ id: String, _ title: String, _ author: String, _ price: Int64, _ year: Double,
    _ category: String, _ subjects: [String], _ series: (String, Double)? = nil,
    format: String = "Taschenbuch"
  ) -> Record {
    var fields: [FieldName: FieldValue] = [
      .authors: .list([.text(author)]), .price: euros(price), .published: .number(year),
      .category: .list([.text(category)]), .subjects: .list(subjects.map { .text($0) }),
      .stock: .number(3), .format: .text(format),
    ]
    fields[.series] = series.map { .text($0.0) }
    fields[.seriesNumber] = series.map { .number($0.1) }
    return Record(
      reference: RecordReference(collection: "laden", id: id), title: title, fields: fields)
  }

  private static func item(
    _ id: String, _ title: String, _ category: String, _ price: Int64, _ colour: String
  ) -> Record {
    Record(
      reference: RecordReference(collection: "waren", id: id), title: title,
      fields: [
        .category: .list([.text(category)]), .price: euros(price), .colour: .text(colour),
        .stock: .number(2),
      ])
  }

  private static func page(_ id: String, _ page: String, _ heading: String, _ text: String)
    -> Record
  {
    Record(
      reference: RecordReference(collection: "hilfe", id: id), title: "\(page): \(heading)",
      text: text, fields: [.headings: .list([.text(page), .text(heading)])])
  }

  private static func euros(_ amount: Int64) -> FieldValue {
    .money(Money(tenThousandths: amount * 10_000, currency: "EUR"))
  }
}
