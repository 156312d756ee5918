import ParleyPlugin

/// The clerk in English.
struct EnglishPhrases: ClerkPhrases {
  let amounts = AmountFormat(point: ".", symbolFirst: true)
  let colon = ":"
  let kindWords = [
    "books": [
      "books", "novel", "novels", "audiobook", "audiobooks", "ebook", "ebooks", "book by",
      "book about", "book on", "book called", "book like", "books by",
    ],
    "products": ["product", "products", "goods", "article", "articles"],
    "documents": ["policy", "rules", "terms and conditions", "help page", "help pages"],
  ]

  let whatItIs = "I look things up and read them out; I am not a language model."

  func capabilities(_ nouns: [ClerkNoun]) -> String {
    "I can look up \(nouns.map(plural).enumerated(with: "and"))."
  }

  // MARK: Small talk

  func greeting(label: String) -> String { "Hello! I am \(label)." }
  func identity(label: String) -> String { "I am \(label)." }
  let thanks = "You are welcome."
  let goodbye = "Goodbye, and come again."
  let affirmation = "All right. Tell me what to look up."
  let calm = "I am sorry that I have not been of help so far."
  let forExample = "You can ask, for example:"
  func contact(_ address: String) -> String { "For anything else, ask here: \(address)" }

  // MARK: Openings

  func opening(_ opening: ClerkOpening) -> String {
    let counted = narrowed(opening)
    guard opening.total > 1 else { return "\(counted):" }
    switch opening.order {
    case .series:
      return opening.isComplete
        ? "\(counted), in order:" : "\(counted); the first \(opening.shown) in order:"
    case .some(let order): return "The \(superlative(order)) of \(counted):"
    case nil:
      return opening.isComplete ? "\(counted):" : "\(counted); \(best(opening.shown)):"
    }
  }

  func noRoom(_ opening: ClerkOpening) -> String {
    "\(narrowed(opening)) found, but there was no room to read any out. "
      + "Please ask for something narrower."
  }

  let afterThat = "After that:"

  func nothing(_ constraints: [String]) -> String {
    "Nothing \(constraints.enumerated(with: "and"))."
  }

  func with(_ constraint: String) -> String { "with \(constraint)" }

  func withoutLimits(_ limits: Int, _ opening: ClerkOpening) -> String {
    let without = limits == 1 ? "Without that limit" : "Without those limits"
    let there = opening.total == 1 ? "there is" : "there are"
    let counted = "\(without) \(there) \(count(opening))"
    if opening.isComplete { return "\(counted):" }
    return opening.shown == 1 ? "\(counted); the nearest one:" : "\(counted); the nearest:"
  }

  func nothingFits(collections: [String]) -> String {
    collections.isEmpty
      ? "I have nothing that fits that."
      : "Nothing in \(collections.enumerated(with: "or")) fits that."
  }

  let remarks = "This is on record:"
  let whichOne = "Which one do you mean? Please name it."

  func similar(to title: String?) -> String {
    title.map { "Similar to \($0):" } ?? "Similar ones:"
  }

  func comes(after last: String, next: String) -> String { "After \(last) comes \(next):" }

  func nothing(after last: String) -> String { "Nothing comes after \(last) here:" }

  let onlyOneToCompare = "I found only one to compare:"
  let noDifference = "They do not differ in anything that is listed."

  // MARK: How the request was read

  func readAs(_ items: [String]) -> String { "Read as: \(items.joined(separator: ", "))." }

  func searchedFor(_ terms: [String]) -> String {
    "searched for \(terms.map { "\u{201C}\($0)\u{201D}" }.joined(separator: " "))"
  }

  func name(_ order: QueryReading.Order) -> String {
    order == .series ? "in the order of the series" : "\(superlative(order)) first"
  }

  func name(_ intent: QueryReading.Intent) -> String? {
    switch intent {
    case .find: nil
    case .compare: "side by side"
    case .similar: "similar ones"
    case .nextInSeries: "what comes next in the series"
    }
  }

  func constraint(_ label: String, values: [String]) -> String {
    "\(label) \(values.enumerated(with: "or"))"
  }

  func constraint(_ label: String, from least: String?, to most: String?) -> String {
    switch (least, most) {
    case (let least?, let most?) where least == most: "\(label) \(least)"
    case (let least?, let most?): "\(label) from \(least) to \(most)"
    case (let least?, nil): "\(label) from \(least)"
    case (nil, let most?): "\(label) up to \(most)"
    case (nil, nil): label
    }
  }

  func narrowing(_ narrowing: ClerkNarrowing) -> String {
    switch narrowing {
    case .authors(let names): "by \(names.enumerated(with: "or"))"
    case .series(let name): "in the series \(name)"
    case .category(let name): "in \(name)"
    case .below(let amount): "under \(amount)"
    case .upTo(let amount): "up to \(amount)"
    case .from(let amount): "from \(amount)"
    case .between(let least, let most): "between \(least) and \(most)"
    case .inStock: inStock
    case .onSale: onSale
    }
  }

  // MARK: Records

  func label(_ field: FieldName) -> String? { EnglishPhrases.labels[field] }

  func name(ofLanguage code: String) -> String? { EnglishPhrases.languages[code] }

  func title(_ title: String, by authors: [String]) -> String {
    "\(title) by \(authors.enumerated(with: "and"))"
  }

  func stock(_ count: String) -> String { "\(count) in stock" }
  let inStock = "in stock"
  let outOfStock = "out of stock"
  let preorder = "preorder"
  let backorder = "on back order"
  let onSale = "on sale"
  func price(_ now: String, usually: String) -> String { "\(now), was \(usually)" }
  func unconfirmed(asOf day: String) -> String { "as of \(day), not confirmed" }

  // MARK: Words

  private func narrowed(_ opening: ClerkOpening) -> String {
    ([count(opening)] + opening.narrowings.map(narrowing)).joined(separator: " ")
  }

  private func count(_ opening: ClerkOpening) -> String {
    "\(opening.total) \(opening.total == 1 ? singular(opening.noun) : plural(opening.noun))"
  }

  private func best(_ shown: Int) -> String {
    shown == 1 ? "the best match" : "the \(shown) best"
  }

  private func superlative(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "cheapest"
    case .dearest: "most expensive"
    case .newest: "newest"
    case .oldest: "oldest"
    case .series: "first"
    }
  }

  private func singular(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "book"
    case .products: "product"
    case .passages(let collection): "passage in \(collection)"
    case .entries(let collection): "entry in \(collection)"
    }
  }

  private func plural(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "books"
    case .products: "products"
    case .passages(let collection): "passages in \(collection)"
    case .entries(let collection): "entries in \(collection)"
    }
  }

  private static let labels: [FieldName: String] = [
    .subtitle: "subtitle", .authors: "author", .series: "series", .seriesNumber: "number",
    .publisher: "publisher", .published: "published", .language: "language", .isbn: "ISBN",
    .sku: "item number", .gtin: "GTIN", .brand: "brand", .category: "category",
    .format: "format", .size: "size", .colour: "colour", .material: "material",
    .condition: "condition", .price: "price", .salePrice: "price", .stock: "stock",
    .availability: "availability", .pages: "pages", .subjects: "subject",
  ]

  private static let languages: [String: String] = [
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian",
    "fi": "Finnish", "pl": "Polish", "cs": "Czech", "ru": "Russian", "uk": "Ukrainian",
    "tr": "Turkish", "el": "Greek", "la": "Latin", "ja": "Japanese", "zh": "Chinese",
    "ko": "Korean", "ar": "Arabic", "he": "Hebrew",
  ]
}
