import ParleyPlugin

/// The clerk in Spanish.
struct SpanishPhrases: ClerkPhrases {
  let amounts = AmountFormat(point: ",", symbolFirst: false)
  let colon = ":"
  let kindWords = [
    "books": [
      "libros", "novela", "novelas", "libro de", "libro sobre", "audiolibro", "audiolibros",
    ],
    "products": ["producto", "productos", "artículo", "artículos"],
    "documents": ["condiciones generales"],
  ]

  let whatItIs = "Busco en las fichas y las leo en voz alta; no soy un modelo de lenguaje."

  func capabilities(_ nouns: [ClerkNoun]) -> String {
    "Puedo buscar \(and(nouns.map(plural)))."
  }

  // MARK: Small talk

  func greeting(label: String) -> String { "¡Hola! Soy \(label)." }
  func identity(label: String) -> String { "Soy \(label)." }
  let thanks = "De nada."
  let goodbye = "Adiós y hasta pronto."
  let affirmation = "De acuerdo. Dígame qué busco."
  let calm = "Siento no haber sido de ayuda hasta ahora."
  let forExample = "Puede preguntar, por ejemplo:"
  func contact(_ address: String) -> String { "Para todo lo demás: \(address)" }

  // MARK: Openings

  func opening(_ opening: ClerkOpening) -> String {
    let counted = narrowed(opening)
    guard opening.total > 1 else { return "\(counted):" }
    switch opening.order {
    case .series:
      return opening.isComplete
        ? "\(counted), en orden:"
        : "\(counted); los primeros \(opening.shown) en orden:"
    case .some(let order): return "El \(superlative(order)) entre \(counted):"
    case nil:
      return opening.isComplete
        ? "\(counted):" : "\(counted); \(best(opening.shown)):"
    }
  }

  func noRoom(_ opening: ClerkOpening) -> String {
    "\(narrowed(opening)): no hubo espacio para leer ninguno. Pregunte algo más concreto, por favor."
  }

  let afterThat = "Después:"

  func nothing(_ constraints: [String]) -> String {
    "Nada \(and(constraints))."
  }

  func with(_ constraint: String) -> String { "con \(constraint)" }

  func withoutLimits(_ limits: Int, _ opening: ClerkOpening) -> String {
    let without = limits == 1 ? "Sin ese límite" : "Sin esos límites"
    let counted = "\(without), hay \(count(opening))"
    if opening.isComplete { return "\(counted):" }
    return opening.shown == 1
      ? "\(counted); el más cercano:" : "\(counted); los más cercanos:"
  }

  func nothingFits(collections: [String]) -> String {
    collections.isEmpty
      ? "No tengo nada que encaje."
      : "Nada en \(or(collections)) encaja con eso."
  }

  let remarks = "Esto es lo que consta:"
  let whichOne = "¿Cuál quiere decir? Nómbrelo, por favor."

  func similar(to title: String?) -> String {
    title.map { "Parecido a \($0):" } ?? "Parecidos:"
  }

  func comes(after last: String, next: String) -> String { "Después de \(last) viene \(next):" }

  func nothing(after last: String) -> String { "Aquí no hay nada después de \(last):" }

  let onlyOneToCompare = "Solo he encontrado uno para comparar:"
  let noDifference = "No se diferencian en nada de lo que consta."

  // MARK: How the request was read

  func readAs(_ items: [String]) -> String {
    "Entendido así: \(items.joined(separator: ", "))."
  }

  func searchedFor(_ terms: [String]) -> String {
    "búsqueda de \(terms.map { "«\($0)»" }.joined(separator: " "))"
  }

  func name(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "primero lo más barato"
    case .dearest: "primero lo más caro"
    case .newest: "primero lo más nuevo"
    case .oldest: "primero lo más antiguo"
    case .series: "en el orden de la serie"
    }
  }

  func name(_ intent: QueryReading.Intent) -> String? {
    switch intent {
    case .find: nil
    case .compare: "uno junto a otro"
    case .similar: "parecidos"
    case .nextInSeries: "lo que sigue en la serie"
    }
  }

  func constraint(_ label: String, values: [String]) -> String {
    "\(label) \(or(values))"
  }

  func constraint(_ label: String, from least: String?, to most: String?) -> String {
    switch (least, most) {
    case (let least?, let most?) where least == most: "\(label) \(least)"
    case (let least?, let most?): "\(label) de \(least) a \(most)"
    case (let least?, nil): "\(label) desde \(least)"
    case (nil, let most?): "\(label) hasta \(most)"
    case (nil, nil): label
    }
  }

  func narrowing(_ narrowing: ClerkNarrowing) -> String {
    switch narrowing {
    case .authors(let names): "de \(or(names))"
    case .series(let name): "de la serie \(name)"
    case .category(let name): "de la categoría \(name)"
    case .below(let amount): "por menos de \(amount)"
    case .upTo(let amount): "hasta \(amount)"
    case .from(let amount): "desde \(amount)"
    case .between(let least, let most): "entre \(least) y \(most)"
    case .inStock: inStock
    case .onSale: onSale
    }
  }

  // MARK: Records

  func label(_ field: FieldName) -> String? { SpanishPhrases.labels[field] }

  func name(ofLanguage code: String) -> String? { SpanishPhrases.languages[code] }

  func title(_ title: String, by authors: [String]) -> String {
    "\(title), de \(and(authors))"
  }

  func stock(_ count: String) -> String { "\(count) en existencias" }
  let inStock = "en existencias"
  let outOfStock = "agotado"
  let preorder = "en preventa"
  let backorder = "bajo pedido"
  let onSale = "en oferta"
  func price(_ now: String, usually: String) -> String { "\(now), antes \(usually)" }
  func unconfirmed(asOf day: String) -> String { "a fecha de \(day), sin confirmar" }

  // MARK: Words

  /// "y", which is "e" before the sound of i: "Calvino e Ibsen".
  private func and(_ items: [String]) -> String {
    let last = items.last?.lowercased() ?? ""
    let sounds = ["i", "í", "hi", "hí"].contains(where: last.hasPrefix)
    return items.enumerated(with: sounds && !last.hasPrefix("hie") ? "e" : "y")
  }

  /// "o", which is "u" before the sound of o: "Austen u Orwell".
  private func or(_ items: [String]) -> String {
    let last = items.last?.lowercased() ?? ""
    return items.enumerated(
      with: ["o", "ó", "ho", "hó"].contains(where: last.hasPrefix) ? "u" : "o")
  }

  private func narrowed(_ opening: ClerkOpening) -> String {
    ([count(opening)] + opening.narrowings.map(narrowing)).joined(separator: " ")
  }

  private func count(_ opening: ClerkOpening) -> String {
    "\(opening.total) \(opening.total == 1 ? singular(opening.noun) : plural(opening.noun))"
  }

  private func best(_ shown: Int) -> String {
    shown == 1 ? "el mejor" : "los \(shown) mejores"
  }

  private func superlative(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "más barato"
    case .dearest: "más caro"
    case .newest: "más nuevo"
    case .oldest: "más antiguo"
    case .series: "primero"
    }
  }

  private func singular(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "libro"
    case .products: "producto"
    case .passages(let collection): "pasaje en \(collection)"
    case .entries(let collection): "entrada en \(collection)"
    }
  }

  private func plural(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "libros"
    case .products: "productos"
    case .passages(let collection): "pasajes en \(collection)"
    case .entries(let collection): "entradas en \(collection)"
    }
  }

  private static let labels: [FieldName: String] = [
    .subtitle: "subtítulo",
    .authors: "autor",
    .series: "serie",
    .seriesNumber: "número",
    .publisher: "editorial",
    .published: "publicado",
    .language: "idioma",
    .isbn: "ISBN",
    .sku: "referencia",
    .gtin: "GTIN",
    .brand: "marca",
    .category: "categoría",
    .format: "formato",
    .size: "talla",
    .colour: "color",
    .material: "material",
    .condition: "estado",
    .price: "precio",
    .salePrice: "precio",
    .stock: "existencias",
    .availability: "disponibilidad",
    .pages: "páginas",
    .subjects: "tema",
  ]

  private static let languages: [String: String] = [
    "en": "inglés", "de": "alemán", "fr": "francés", "es": "español", "it": "italiano",
    "pt": "portugués", "nl": "neerlandés", "sv": "sueco", "da": "danés", "no": "noruego",
    "fi": "finés", "pl": "polaco", "cs": "checo", "ru": "ruso", "uk": "ucraniano",
    "tr": "turco", "el": "griego", "la": "latín", "ja": "japonés", "zh": "chino",
    "ko": "coreano", "ar": "árabe", "he": "hebreo",
  ]
}
