import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// What requests are read as. Each row: the request, the reading in short, the words left to search.
struct QueryReaderTests {
  @Test func readsRequestsForBooks() throws {
    try check(Self.bookReadings, FixtureShop.books())
  }

  @Test func readsRequestsForProducts() throws {
    try check(Self.goodsReadings, FixtureShop.goods())
  }

  @Test func readsGermanRequestsForBooks() throws {
    try check(Self.germanReadings, FixtureLaden.laden())
  }

  @Test func readsGermanRequestsForProducts() throws {
    try check(Self.germanGoodsReadings, FixtureLaden.waren())
  }

  private func check(_ rows: [Row], _ version: FixtureVersion) {
    for row in rows {
      let plan = version.reader.plan(row.request)
      #expect(Self.short(plan) == row.reading, "\(row.request)")
      #expect(plan.terms.filter { !$0.isOptional }.map(\.text) == row.terms, "\(row.request)")
    }
  }

  struct Row: Sendable {
    var request: String
    var reading: String
    var terms: [String]

    init(_ request: String, _ reading: String, _ terms: [String] = []) {
      self.request = request
      self.reading = reading
      self.terms = terms
    }
  }

  // MARK: English

  static let bookReadings = [
    Row("Books by Ursula K. Le Guin under 15 dollars", "authors=Ursula K. Le Guin price≤15 USD"),
    Row("le guin", "authors=Ursula K. Le Guin"),
    Row("anything by Tolkien?", "authors=J.R.R. Tolkien"),
    Row("novels by Jane Austen or Stephen King", "authors=Jane Austen|Stephen King"),
    Row("books by Dan Brown", "", ["Dan", "Brown"]),
    Row("do you have A Clockwork Orange", "named"),
    Row("is Dune in stock?", "named stock"),
    Row("how much is Emma", "named"),
    Row("Moby-Dick", "named"),
    Row("“The Left Hand of Darkness” in paperback", "named format=paperback"),
    Row("9780441478125", "identified"),
    Row("978-0-441-47812-5", "identified"),
    Row("ISBN 0-441-47812-3", "identified"),
    Row("9783161484100", "", ["9783161484100"]),
    Row("science fiction from the 1960s", "category=Science Fiction published 1960…1969"),
    Row("fantasy published before 1970", "category=Fantasy published ≤1969"),
    Row("horror after 1950", "category=Horror published ≥1951"),
    Row("books since 2000", "published ≥2000"),
    Row("classics between 1810 and 1820", "category=Classics published 1810…1820"),
    Row("something from 1937", "published 1937…1937 followUp"),
    Row("books under 200 pages", "pages ≤200"),
    Row("sci-fi by le guin", "category=Science Fiction authors=Ursula K. Le Guin"),
    Row("a hardback for kids", "format=hardcover", ["kids"]),
    Row("kids books", "category=Children's Books"),
    Row("fantasy with more than 400 pages", "category=Fantasy pages ≥400"),
    Row("books in German", "language=de"),
    Row("French books", "language=fr"),
    Row("a book in Polish", "language=pl"),
    Row("hardcover or paperback about dragons", "format=hardcover|paperback subjects=dragons"),
    Row("I am looking for a gift for my brother who loves sailing", "subjects=sailing"),
    Row("books about the sea", "", ["sea"]),
    Row("young readers", "", ["young", "readers"]),
    Row("stories of king arthur for children", "", ["king", "arthur", "children"]),
    Row("books by Stephan King", "authors=Stephen King"),
    Row("tolkein", "authors=J.R.R. Tolkien"),
    Row("anything by ursula le gwin?", "authors=Ursula K. Le Guin"),
    Row("books by Don Browne", "", ["Don", "Browne"]),
    Row("a book about French kings", "", ["French", "kings"]),
    Row("novels published after 2000 in hardcover", "published ≥2001 format=hardcover"),
    Row("do you have any books about love?", "subjects=love"),
    Row("labyrinths or gender", "subjects=labyrinths|gender"),
    Row("labyrinths gender", "subjects=labyrinths subjects=gender"),
    Row("a novel by King", "authors=Stephen King"),
    Row("what books do you have?", "all"),
    Row("the cheapest book", "all order=cheapest"),
    Row("newest fantasy novels", "category=Fantasy order=newest"),
    Row("oldest classics", "category=Classics order=oldest"),
    Row("in what order do I read Earthsea?", "series=Earthsea order=series"),
    Row("what comes after A Wizard of Earthsea?", "nextInSeries named"),
    Row("the next book after The Fellowship of the Ring", "nextInSeries named"),
    Row("sequel to Dune", "nextInSeries named"),
    Row("book 2 of Earthsea", "nextInSeries series=Earthsea series_number 2…2"),
    Row("the first Earthsea book", "nextInSeries series=Earthsea series_number 1…1"),
    Row("Earthsea #3", "nextInSeries series=Earthsea series_number 3…3"),
    Row("compare Dune and The Dispossessed", "compare sides=2"),
    Row("what is the difference between Emma and Dune?", "compare sides=2"),
    Row("Dune or Emma?", "compare sides=2"),
    Row("Dune vs The Hobbit", "compare sides=2"),
    Row("something like Dune", "similar sides=1"),
    Row("books similar to The Hobbit under $12", "similar sides=1 price≤12 USD"),
    Row("books like Tolkien", "similar authors=J.R.R. Tolkien"),
    Row("the second one", "followUp"),
    Row("is it in stock?", "stock followUp"),
    Row("cheaper?", "followUp"),
    Row("and in hardcover?", "format=hardcover followUp"),
    Row("which of them is the cheapest?", "order=cheapest followUp"),
    Row("hello", ""),
    Row("thank you very much!", ""),
    Row("tell me a joke", "foreign"),
    Row("", ""),
    Row("???", ""),
  ]

  static let goodsReadings = [
    Row("blue mugs under $20", "colour=blue|grey blue category=Mugs|Travel Mugs price≤20 USD"),
    Row("mug or teapot", "category=Mugs|Travel Mugs|Teapots"),
    Row("notebooks for at most 13", "category=Notebooks price≤13 USD"),
    Row("teapots less than 40 dollars", "category=Teapots price≤40 USD"),
    Row("a lamp over $100", "category=Lamps price≥100 USD"),
    Row("backpacks between 60 and 80", "category=Backpacks price 60…80 USD"),
    Row("tote bags from $10 to $20", "category=Tote Bags price 10…20 USD"),
    Row("jigsaw puzzles $20-$30", "category=Jigsaw Puzzles price 20…30 USD"),
    Row("about $20", "price 16…24 USD followUp"),
    Row("a mug, 20 dollars or less", "category=Mugs|Travel Mugs price≤20 USD"),
    Row("mugs under 15 euros", "category=Mugs|Travel Mugs price≤15 EUR"),
    Row("teapots on sale", "category=Teapots sale_price"),
    Row("mugs in stock", "category=Mugs|Travel Mugs stock"),
    Row("sweater in size M", "size=M", ["sweater"]),
    Row("a Rain Jacket in XL please", "named size=XL"),
    Row("something made of wool", "material=wool|merino wool", ["made"]),
    Row("navy hats", "colour=navy|cream and navy category=Hats and Scarves"),
    Row("Good Company", "brand=Good Company"),
    Row("the cheapest fountain pen", "category=Fountain Pens order=cheapest"),
    Row("most expensive lamp", "category=Lamps order=dearest"),
    Row("QRY-2201", "identified"),
    Row("do you have qry 2202?", "", ["qry", "2202"]),
    Row("books about whales", "foreign", ["whales"]),
    Row("can I return a mug?", "category=Mugs|Travel Mugs foreign"),
    Row("papers", "", ["papers"]),
    Row("paper", "material=paper followUp"),
    Row("rope over 50 cm", "", ["rope", "50", "cm"]),
  ]

  // MARK: German

  static let germanReadings = [
    Row("Bücher von Michael Ende unter 15 €", "authors=Michael Ende price≤15 EUR"),
    Row("haben Sie etwas von Kafka?", "authors=Franz Kafka"),
    Row("Romane von Günter Grass", "", ["Günter", "Grass"]),
    Row("Klassiker bis 10 Euro", "category=Klassiker price≤10 EUR"),
    Row("Bücher zwischen 10 und 15 Euro", "price 10…15 EUR"),
    Row("ich suche ein Buch über das Meer", "named"),
    Row("gebundene Bücher ab 20 €", "format=gebunden price≥20 EUR"),
    Row("das günstigste Fantasy-Buch", "category=Fantasy order=cheapest"),
    Row("neueste Bücher", "all order=newest"),
    Row("Klassiker vor 1910", "category=Klassiker published ≤1909"),
    Row("was kommt nach Tintenherz?", "nextInSeries named"),
    Row("Band 3 der Tintenwelt", "nextInSeries series=Tintenwelt series_number 3…3"),
    Row("vergleiche Momo und Tintenherz", "compare sides=2"),
    Row("etwas wie Momo", "similar sides=1"),
    Row("günstiger?", "followUp"),
    Row("das zweite", "followUp"),
  ]

  static let germanGoodsReadings = [
    Row("blaue Tassen unter 20 €", "colour=blau category=Tassen price≤20 EUR"),
    Row("eine Lampe auf Lager für höchstens 60 Euro", "category=Lampen stock price≤60 EUR"),
    Row("und in blau?", "colour=blau followUp"),
    Row("Teetassen", "category=Tassen", ["Tee"]),
    Row("Hafentassen", "named"),
  ]
}

extension QueryReaderTests {
  /// A plan in one line: what of it is unusual, in a fixed order.
  static func short(_ plan: QueryPlan) -> String {
    var words: [String] = []
    if plan.intent != .find { words.append(plan.intent.rawValue) }
    if !plan.identified.isEmpty { words.append("identified") }
    if !plan.named.isEmpty { words.append("named") }
    if plan.isForAll { words.append("all") }
    if plan.intent != .find, !plan.sides.isEmpty {
      words.append(plan.intent == .nextInSeries ? "named" : "sides=\(plan.sides.count)")
    }
    words += plan.filters.map { short($0.filter) }
    if let order = plan.order { words.append("order=\(order)") }
    if plan.foreignWords > 0 { words.append("foreign") }
    if plan.followUp != nil { words.append("followUp") }
    return words.joined(separator: " ")
  }

  private static func short(_ filter: FieldFilter) -> String {
    switch filter.test {
    case .inStock, .onSale: return filter.field.rawValue
    case .isOneOf(let values): return "\(filter.field)=\(values.joined(separator: "|"))"
    case .within(let least, let most):
      let unit = (least ?? most)?.money.map { " \($0.currency)" } ?? ""
      let space = unit.isEmpty ? " " : ""
      switch (least?.amount, most?.amount) {
      case (let least?, let most?): return "\(filter.field) \(Int(least))…\(Int(most))\(unit)"
      case (let least?, nil): return "\(filter.field)\(space)≥\(Int(least))\(unit)"
      case (nil, let most?): return "\(filter.field)\(space)≤\(Int(most))\(unit)"
      case (nil, nil): return "\(filter.field)?"
      }
    }
  }
}
