import ParleyPlugin

@testable import ParleyKnowledge

/// A small English shop: books, products and help pages.
enum FixtureShop {
  static func books() throws -> FixtureVersion {
    try FixtureVersion("books", kind: "books", bookRecords)
  }

  static func goods() throws -> FixtureVersion {
    try FixtureVersion("goods", kind: "products", goodsRecords)
  }

  static func help() throws -> FixtureVersion {
    try FixtureVersion("help", kind: "documents", currency: nil, helpRecords)
  }

  // MARK: Books

  private static let bookRecords: [Record] = [
    book(
      "b1", "A Wizard of Earthsea", "Ursula K. Le Guin", 9.99, 1968, "Fantasy",
      ["magic", "islands"],
      series: ("Earthsea", 1), pages: 205, isbn: "9780547773742"),
    book(
      "b2", "The Tombs of Atuan", "Ursula K. Le Guin", 9.99, 1971, "Fantasy",
      ["magic", "labyrinths"],
      series: ("Earthsea", 2), pages: 180),
    book(
      "b3", "The Farthest Shore", "Ursula K. Le Guin", 10.99, 1972, "Fantasy", ["magic", "death"],
      series: ("Earthsea", 3), pages: 259, stock: 0),
    book(
      "b4", "The Left Hand of Darkness", "Ursula K. Le Guin", 16.99, 1969, "Science Fiction",
      ["winter", "gender"], series: ("Hainish Cycle", 4), pages: 304, isbn: "9780441478125"),
    book(
      "b5", "The Dispossessed", "Ursula K. Le Guin", 18.99, 1974, "Science Fiction",
      ["anarchism", "physics"], series: ("Hainish Cycle", 5), pages: 387),
    book(
      "b6", "Dune", "Frank Herbert", 12.00, 1965, "Science Fiction", ["deserts", "politics"],
      series: ("Dune", 1), pages: 688, format: "hardcover"),
    book(
      "b7", "Dune Messiah", "Frank Herbert", 11.00, 1969, "Science Fiction",
      ["deserts", "politics"],
      series: ("Dune", 2), pages: 336, sale: 8.50),
    book(
      "b8", "The Hobbit", "J.R.R. Tolkien", 14.00, 1937, "Fantasy", ["dragons", "quests"],
      pages: 310),
    book(
      "b9", "The Fellowship of the Ring", "J.R.R. Tolkien", 15.00, 1954, "Fantasy",
      ["quests", "magic"], series: ("The Lord of the Rings", 1), pages: 432),
    book(
      "b10", "The Two Towers", "J.R.R. Tolkien", 15.00, 1954, "Fantasy", ["quests", "war"],
      series: ("The Lord of the Rings", 2), pages: 352),
    book(
      "b11", "A Clockwork Orange", "Anthony Burgess", 13.00, 1962, "Fiction", ["violence"],
      pages: 240),
    book("b12", "Emma", "Jane Austen", 7.50, 1815, "Classics", ["love", "society"], pages: 474),
    book(
      "b13", "Pride and Prejudice", "Jane Austen", 6.99, 1813, "Classics", ["love", "society"],
      pages: 432),
    book(
      "b14", "Moby-Dick: or, The Whale", "Herman Melville", 11.50, 1851, "Classics",
      ["whales", "sailing"], pages: 720),
    book(
      "b15", "The Sea Around Us", "Rachel Carson", 17.00, 1951, "Nature", ["oceans"], pages: 288),
    book(
      "b16", "The Shining", "Stephen King", 10.50, 1977, "Horror", ["hotels", "winter"], pages: 512),
    book(
      "b17", "The Young Reader's Sky", "Anna Young", 21.00, 2019, "Science", ["stars"], pages: 64,
      format: "hardcover"),
    book(
      "b18", "King Arthur and His Knights", "Howard Pyle", 9.00, 1903, "Children's Books",
      ["knights"], pages: 320),
    book(
      "b19", "Der kleine Prinz", "Antoine de Saint-Exupéry", 14.50, 1943, "Children's Books",
      ["planets"], pages: 96, language: "de"),
    book(
      "b20", "Le Petit Prince", "Antoine de Saint-Exupéry", 11.99, 1943, "Children's Books",
      ["planets"], pages: 96, language: "fr"),
    book(
      "b21", "Learning C++", "Bjarne O'Reilly", 49.00, 2021, "Computing", ["programming"],
      pages: 500,
      text: "Templates, values and the user@x.com of every listing."),
  ]

  /// A record with a price, an author and stock.
  static let anyBook = book(
    "b", "Title", "First Last", 10, 2000, "Category", ["subject"], pages: 100)

  private static func book(
    _ id: String, _ title: String, _ author: String, _ price: Double, _ year: Double,
    _ category: String, _ subjects: [String], series: (String, Double)? = nil, pages: Double,
    stock: Double = 5, format: String = "paperback", language: String = "en", isbn: String? = nil,
    sale: Double? = nil, text: String = ""
  ) -> Record {
    var fields: [FieldName: FieldValue] = [
      .authors: .list([.text(author)]), .price: money(price), .published: .number(year),
      .category: .list([.text(category)]), .subjects: .list(subjects.map { .text($0) }),
      .pages: .number(pages), .stock: .number(stock), .format: .text(format),
      .language: .text(language),
    ]
    fields[.series] = series.map { .text($0.0) }
    fields[.seriesNumber] = series.map { .number($0.1) }
    fields[.isbn] = isbn.map { .text($0) }
    fields[.salePrice] = sale.map { money($0) }
    return Record(
      reference: RecordReference(collection: "books", id: id), title: title, text: text,
      fields: fields)
  }

  // MARK: Goods

  private static let goodsRecords: [Record] = [
    item(
      "g1", "Quay Mug, Blue", "Northpier", "Mugs", 16, ["blue"], "stoneware", text: "Holds tea."),
    item("g2", "Quay Mug, White", "Northpier", "Mugs", 16, ["white"], "stoneware", stock: 0),
    item("g3", "Travel Mug", "Good Company", "Travel Mugs", 28, ["grey blue"], "steel", sale: 22),
    item("g4", "Brown Betty Teapot", "Northpier", "Teapots", 34, ["brown"], "stoneware"),
    item("g5", "Glass Teapot", "Good Company", "Teapots", 41, [], "glass", sale: 30),
    item(
      "g6", "Fisherman Sweater", "Tarn", "Knitwear", 120, ["navy"], "wool", sizes: ["S", "M", "L"]),
    item(
      "g7", "Merino Cap", "Tarn", "Hats and Scarves", 38, ["navy", "cream"], "merino wool",
      sizes: ["one size"], text: "A warm hat for cold mornings."),
    item("g8", "Long Scarf", "Tarn", "Hats and Scarves", 55, ["dark green"], "lambswool"),
    item(
      "g9", "Rain Jacket", "Tarn", "Rainwear", 95, ["yellow"], "nylon", sizes: ["M", "L", "XL"],
      text: "Waterproof to the seams."),
    item(
      "g10", "Dotted Notebook", "Lark", "Notebooks", 14, ["cream and navy"], "paper", sizes: ["A5"]),
    item("g11", "Ruled Notebook", "Lark", "Notebooks", 12, ["red"], "paper", sizes: ["A6"]),
    item("g12", "Heron Fountain Pen", "Lark", "Fountain Pens", 60, ["black"], "resin"),
    item("g13", "Wren Fountain Pen", "Lark", "Fountain Pens", 25, ["green"], "resin"),
    item("g14", "Pencil Tin", "Lark", "Pens and Pencils", 9, [], "wood"),
    item(
      "g15", "Clip Reading Light", "Beam", "Reading Lights", 24, ["white"], "plastic",
      text: "Clips to any book and charges by USB."),
    item("g16", "Beam Floor Lamp", "Beam", "Lamps", 180, ["brass"], "steel"),
    item("g17", "Canvas Tote", "Quarry", "Tote Bags", 18, ["natural"], "cotton"),
    item("g18", "Zip Tote", "Quarry", "Tote Bags", 32, ["navy"], "waxed cotton"),
    item(
      "g19", "Rolltop Backpack", "Quarry", "Backpacks", 110, ["moss"], "waxed cotton",
      sku: "QRY-2201"),
    item("g20", "Daypack", "Quarry", "Backpacks", 75, ["red"], "nylon", sku: "QRY-2202"),
    item(
      "g21", "Jigsaw, Harbour at Dawn", "Lark", "Jigsaw Puzzles", 24, [], "board",
      text: "A thousand pieces. The box tells a joke or two."),
    item("g22", "Jigsaw, Night Sky", "Lark", "Jigsaw Puzzles", 36, [], "board"),
    item("g23", "Gift Card $25", "Quarry", "Gift Cards", 25, [], "card"),
    item("g24", "Pocket Binoculars", "Beam", "Outdoor", 89, ["black"], "rubber"),
  ]

  private static func item(
    _ id: String, _ title: String, _ brand: String, _ category: String, _ price: Double,
    _ colours: [String], _ material: String, sizes: [String] = [], stock: Double = 4,
    sku: String? = nil, sale: Double? = nil, text: String = ""
  ) -> Record {
    var fields: [FieldName: FieldValue] = [
      .brand: .text(brand), .category: .list([.text(category)]), .price: money(price),
      .colour: .list(colours.map { .text($0) }), .material: .list([.text(material)]),
      .size: .list(sizes.map { .text($0) }), .stock: .number(stock),
    ]
    fields[.sku] = sku.map { .text($0) }
    fields[.salePrice] = sale.map { money($0) }
    return Record(
      reference: RecordReference(collection: "goods", id: id), title: title, text: text,
      fields: fields)
  }

  // MARK: Help

  private static let helpRecords: [Record] = [
    page(
      "h1", "Opening hours", "When are you open?", "Monday to Saturday 10 to 6, Sunday 11 to 5."),
    page(
      "h2", "Opening hours", "Are you open on holidays?",
      "We are closed on New Year's Day. Otherwise open as on Sunday."),
    page("h3", "Opening hours", "May I bring my dog?", "Yes, on a leash."),
    page("h4", "Shipping", "What does shipping cost?", "Five dollars, free over $50."),
    page(
      "h5", "Shipping", "Do you ship abroad?",
      "We ship to Canada and Mexico. Shipping takes a week."),
    page("h6", "Returns", "How long do I have to return something?", "30 days, with the receipt."),
    page("h7", "Returns", "When will I get my refund?", "Within 5 days of the return."),
    page("h8", "Gift wrapping", "What does gift wrapping cost?", "Four dollars an item."),
    page("h9", "Warranty", "How long is the warranty?", "Lamps have 2 years, all else 1 year."),
    page("h10", "Your order", "Where is my order?", "The tracking link tells."),
    page("h11", "Your order", "Can I cancel my order?", "Within an hour of the order."),
    page("h12", "Payment", "Which ways to pay do you accept?", "Cards, cash and Apple Pay."),
  ]

  private static func page(_ id: String, _ page: String, _ heading: String, _ text: String)
    -> Record
  {
    Record(
      reference: RecordReference(collection: "help", id: id), title: "\(page): \(heading)",
      text: text, fields: [.headings: .list([.text(page), .text(heading)])])
  }

  static func money(_ amount: Double) -> FieldValue {
    .money(Money(tenThousandths: Int64((amount * 10_000).rounded()), currency: "USD"))
  }
}
