import ParleyPlugin

/// The clerk in German.
struct GermanPhrases: ClerkPhrases {
  let amounts = AmountFormat(point: ",", symbolFirst: false)
  let colon = ":"
  let kindWords = [
    "books": [
      "bücher", "roman", "romane", "hörbuch", "hörbücher", "ratgeber", "buch über", "buch von",
      "buch zum", "buch zu", "buch für", "gartenbuch", "gartenbücher",
    ],
    "products": ["produkt", "produkte", "artikel", "waren"],
    "documents": ["agb", "hilfeseite", "hilfeseiten", "bedingungen"],
  ]

  let whatItIs = "Ich schlage nach und lese vor; ein Sprachmodell bin ich nicht."

  func capabilities(_ nouns: [ClerkNoun]) -> String {
    "Nachschlagen kann ich \(nouns.map(plural).enumerated(with: "und"))."
  }

  // MARK: Small talk

  func greeting(label: String) -> String { "Guten Tag! Ich bin \(label)." }
  func identity(label: String) -> String { "Ich bin \(label)." }
  let thanks = "Gern geschehen."
  let goodbye = "Auf Wiedersehen und bis bald."
  let affirmation = "Gut. Sagen Sie mir, was ich nachschlagen soll."
  let calm = "Es tut mir leid, dass ich bisher keine Hilfe war."
  let forExample = "Sie können zum Beispiel fragen:"
  func contact(_ address: String) -> String { "Bei allem anderen hilft man Ihnen hier: \(address)" }

  // MARK: Openings

  func opening(_ opening: ClerkOpening) -> String {
    let counted = narrowed(count(opening), by: opening)
    guard opening.total > 1 else { return "\(counted):" }
    switch opening.order {
    case .series:
      return opening.isComplete
        ? "\(counted), der Reihe nach:"
        : "\(counted); die ersten \(opening.shown) der Reihe nach:"
    case .some(let order):
      let among = narrowed("\(opening.total) \(dativePlural(opening.noun))", by: opening)
      return "Am \(superlative(order)) unter \(among):"
    case nil:
      return opening.isComplete ? "\(counted):" : "\(counted); \(best(opening.shown)):"
    }
  }

  func noRoom(_ opening: ClerkOpening) -> String {
    "\(narrowed(count(opening), by: opening)) gefunden, aber zum Vorlesen war kein Platz. "
      + "Bitte fragen Sie enger."
  }

  let afterThat = "Danach:"

  func nothing(_ constraints: [String]) -> String {
    "Nichts \(constraints.enumerated(with: "und"))."
  }

  func with(_ constraint: String) -> String { "mit \(constraint)" }

  func withoutLimits(_ limits: Int, _ opening: ClerkOpening) -> String {
    let without = limits == 1 ? "Ohne diese Grenze" : "Ohne diese Grenzen"
    let counted = "\(without) gibt es \(count(opening))"
    if opening.isComplete { return "\(counted):" }
    return opening.shown == 1 ? "\(counted); am nächsten kommt:" : "\(counted); am nächsten kommen:"
  }

  func nothingFits(collections: [String]) -> String {
    collections.isEmpty
      ? "Dazu habe ich nichts."
      : "Dazu passt nichts in \(collections.enumerated(with: "oder"))."
  }

  let remarks = "Dazu liegt vor:"
  let whichOne = "Was genau meinen Sie? Bitte nennen Sie es beim Namen."

  func similar(to title: String?) -> String {
    title.map { "Ähnlich wie \($0):" } ?? "Ähnliches:"
  }

  func comes(after last: String, next: String) -> String { "Auf \(last) folgt \(next):" }

  func nothing(after last: String) -> String { "Auf \(last) folgt hier nichts:" }

  let onlyOneToCompare = "Zum Vergleichen habe ich nur eines gefunden:"
  let noDifference = "In nichts, was verzeichnet ist, unterscheiden sie sich."

  // MARK: How the request was read

  func readAs(_ items: [String]) -> String {
    "So verstanden: \(items.joined(separator: ", "))."
  }

  func searchedFor(_ terms: [String]) -> String {
    "gesucht nach \(terms.map { "\u{201E}\($0)\u{201C}" }.joined(separator: " "))"
  }

  func name(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "Günstigstes zuerst"
    case .dearest: "Teuerstes zuerst"
    case .newest: "Neuestes zuerst"
    case .oldest: "Ältestes zuerst"
    case .series: "in der Reihenfolge der Serie"
    }
  }

  func name(_ intent: QueryReading.Intent) -> String? {
    switch intent {
    case .find: nil
    case .compare: "nebeneinander"
    case .similar: "Ähnliches"
    case .nextInSeries: "was in der Reihe folgt"
    }
  }

  func constraint(_ label: String, values: [String]) -> String {
    "\(label) \(values.enumerated(with: "oder"))"
  }

  func constraint(_ label: String, from least: String?, to most: String?) -> String {
    switch (least, most) {
    case (let least?, let most?) where least == most: "\(label) \(least)"
    case (let least?, let most?): "\(label) von \(least) bis \(most)"
    case (let least?, nil): "\(label) ab \(least)"
    case (nil, let most?): "\(label) bis \(most)"
    case (nil, nil): label
    }
  }

  func narrowing(_ narrowing: ClerkNarrowing) -> String {
    switch narrowing {
    case .authors(let names): "von \(names.enumerated(with: "oder"))"
    case .series(let name): "aus der Reihe \(name)"
    case .category(let name): "aus der Kategorie \(name)"
    case .below(let amount): "unter \(amount)"
    case .upTo(let amount): "bis \(amount)"
    case .from(let amount): "ab \(amount)"
    case .between(let least, let most): "zwischen \(least) und \(most)"
    case .inStock: inStock
    case .onSale: onSale
    }
  }

  // MARK: Records

  func label(_ field: FieldName) -> String? { GermanPhrases.labels[field] }

  func name(ofLanguage code: String) -> String? { GermanPhrases.languages[code] }

  func title(_ title: String, by authors: [String]) -> String {
    "\(title) von \(authors.enumerated(with: "und"))"
  }

  func stock(_ count: String) -> String { "\(count) auf Lager" }
  let inStock = "auf Lager"
  let outOfStock = "nicht auf Lager"
  let preorder = "vorbestellbar"
  let backorder = "nachbestellbar"
  let onSale = "im Angebot"
  func price(_ now: String, usually: String) -> String { "\(now), vorher \(usually)" }
  func unconfirmed(asOf day: String) -> String { "Stand \(day), nicht bestätigt" }

  // MARK: Words

  private func narrowed(_ counted: String, by opening: ClerkOpening) -> String {
    ([counted] + opening.narrowings.map(narrowing)).joined(separator: " ")
  }

  private func count(_ opening: ClerkOpening) -> String {
    "\(opening.total) \(opening.total == 1 ? singular(opening.noun) : plural(opening.noun))"
  }

  private func best(_ shown: Int) -> String {
    shown == 1 ? "am besten passt" : "die \(shown) besten"
  }

  private func superlative(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "günstigsten"
    case .dearest: "teuersten"
    case .newest: "neuesten"
    case .oldest: "ältesten"
    case .series: "ersten"
    }
  }

  private func singular(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "Buch"
    case .products: "Artikel"
    case .passages(let collection): "Textstelle in \(collection)"
    case .entries(let collection): "Eintrag in \(collection)"
    }
  }

  private func plural(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "Bücher"
    case .products: "Artikel"
    case .passages(let collection): "Textstellen in \(collection)"
    case .entries(let collection): "Einträge in \(collection)"
    }
  }

  private func dativePlural(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "Büchern"
    case .products: "Artikeln"
    case .passages(let collection): "Textstellen in \(collection)"
    case .entries(let collection): "Einträgen in \(collection)"
    }
  }

  private static let labels: [FieldName: String] = [
    .subtitle: "Untertitel", .authors: "Autor", .series: "Reihe", .seriesNumber: "Band",
    .publisher: "Verlag", .published: "erschienen", .language: "Sprache", .isbn: "ISBN",
    .sku: "Artikelnummer", .gtin: "GTIN", .brand: "Marke", .category: "Kategorie",
    .format: "Format", .size: "Größe", .colour: "Farbe", .material: "Material",
    .condition: "Zustand", .price: "Preis", .salePrice: "Preis", .stock: "Bestand",
    .availability: "Verfügbarkeit", .pages: "Seiten", .subjects: "Thema",
  ]

  private static let languages: [String: String] = [
    "en": "Englisch", "de": "Deutsch", "fr": "Französisch", "es": "Spanisch",
    "it": "Italienisch", "pt": "Portugiesisch", "nl": "Niederländisch", "sv": "Schwedisch",
    "da": "Dänisch", "no": "Norwegisch", "fi": "Finnisch", "pl": "Polnisch",
    "cs": "Tschechisch", "ru": "Russisch", "uk": "Ukrainisch", "tr": "Türkisch",
    "el": "Griechisch", "la": "Latein", "ja": "Japanisch", "zh": "Chinesisch",
    "ko": "Koreanisch", "ar": "Arabisch", "he": "Hebräisch",
  ]
}
