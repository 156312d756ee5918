import ParleyPlugin

/// The clerk in Portuguese.
struct PortuguesePhrases: ClerkPhrases {
  let amounts = AmountFormat(point: ",", symbolFirst: false)
  let colon = ":"
  let kindWords = [
    "books": [
      "livros", "romance", "romances", "livro de", "livro sobre", "audiolivro", "audiolivros",
    ],
    "products": ["produto", "produtos", "artigo", "artigos"],
    "documents": ["condições gerais"],
  ]

  let whatItIs = "Procuro nas fichas e leio-as em voz alta; não sou um modelo de linguagem."

  func capabilities(_ nouns: [ClerkNoun]) -> String {
    "Posso procurar \(nouns.map(plural).enumerated(with: "e"))."
  }

  // MARK: Small talk

  func greeting(label: String) -> String { "Olá! Sou \(label)." }
  func identity(label: String) -> String { "Sou \(label)." }
  let thanks = "De nada."
  let goodbye = "Adeus e até breve."
  let affirmation = "Muito bem. Diga-me o que devo procurar."
  let calm = "Lamento não ter ajudado até agora."
  let forExample = "Pode perguntar, por exemplo:"
  func contact(_ address: String) -> String { "Para tudo o resto: \(address)" }

  // MARK: Openings

  func opening(_ opening: ClerkOpening) -> String {
    let counted = narrowed(opening)
    guard opening.total > 1 else { return "\(counted):" }
    switch opening.order {
    case .series:
      return opening.isComplete
        ? "\(counted), por ordem:"
        : "\(counted); os primeiros \(opening.shown) por ordem:"
    case .some(let order): return "O \(superlative(order)) entre \(counted):"
    case nil:
      return opening.isComplete
        ? "\(counted):" : "\(counted); \(best(opening.shown)):"
    }
  }

  func noRoom(_ opening: ClerkOpening) -> String {
    "\(narrowed(opening)): não houve espaço para ler nenhum. Pergunte algo mais específico, por favor."
  }

  let afterThat = "Depois:"

  func nothing(_ constraints: [String]) -> String {
    "Nada \(constraints.enumerated(with: "e"))."
  }

  func with(_ constraint: String) -> String { "com \(constraint)" }

  func withoutLimits(_ limits: Int, _ opening: ClerkOpening) -> String {
    let without = limits == 1 ? "Sem esse limite" : "Sem esses limites"
    let counted = "\(without), há \(count(opening))"
    if opening.isComplete { return "\(counted):" }
    return opening.shown == 1
      ? "\(counted); o mais próximo:" : "\(counted); os mais próximos:"
  }

  func nothingFits(collections: [String]) -> String {
    collections.isEmpty
      ? "Não tenho nada que corresponda."
      : "Nada em \(collections.enumerated(with: "ou")) corresponde a isso."
  }

  let remarks = "Eis o que consta:"
  let whichOne = "A qual se refere? Diga o nome, por favor."

  func similar(to title: String?) -> String {
    title.map { "Parecido com \($0):" } ?? "Parecidos:"
  }

  func comes(after last: String, next: String) -> String { "Depois de \(last) vem \(next):" }

  func nothing(after last: String) -> String { "Aqui não há nada depois de \(last):" }

  let onlyOneToCompare = "Só encontrei um para comparar:"
  let noDifference = "Não diferem em nada do que consta."

  // MARK: How the request was read

  func readAs(_ items: [String]) -> String {
    "Entendido assim: \(items.joined(separator: ", "))."
  }

  func searchedFor(_ terms: [String]) -> String {
    "procura de \(terms.map { "\u{201C}\($0)\u{201D}" }.joined(separator: " "))"
  }

  func name(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "primeiro o mais barato"
    case .dearest: "primeiro o mais caro"
    case .newest: "primeiro o mais recente"
    case .oldest: "primeiro o mais antigo"
    case .series: "pela ordem da série"
    }
  }

  func name(_ intent: QueryReading.Intent) -> String? {
    switch intent {
    case .find: nil
    case .compare: "lado a lado"
    case .similar: "parecidos"
    case .nextInSeries: "o que se segue na série"
    }
  }

  func constraint(_ label: String, values: [String]) -> String {
    "\(label) \(values.enumerated(with: "ou"))"
  }

  func constraint(_ label: String, from least: String?, to most: String?) -> String {
    switch (least, most) {
    case (let least?, let most?) where least == most: "\(label) \(least)"
    case (let least?, let most?): "\(label) de \(least) a \(most)"
    case (let least?, nil): "\(label) a partir de \(least)"
    case (nil, let most?): "\(label) até \(most)"
    case (nil, nil): label
    }
  }

  func narrowing(_ narrowing: ClerkNarrowing) -> String {
    switch narrowing {
    case .authors(let names): "de \(names.enumerated(with: "ou"))"
    case .series(let name): "da série \(name)"
    case .category(let name): "da categoria \(name)"
    case .below(let amount): "por menos de \(amount)"
    case .upTo(let amount): "até \(amount)"
    case .from(let amount): "a partir de \(amount)"
    case .between(let least, let most): "entre \(least) e \(most)"
    case .inStock: inStock
    case .onSale: onSale
    }
  }

  // MARK: Records

  func label(_ field: FieldName) -> String? { PortuguesePhrases.labels[field] }

  func name(ofLanguage code: String) -> String? { PortuguesePhrases.languages[code] }

  func title(_ title: String, by authors: [String]) -> String {
    "\(title), de \(authors.enumerated(with: "e"))"
  }

  func stock(_ count: String) -> String { "\(count) em stock" }
  let inStock = "em stock"
  let outOfStock = "esgotado"
  let preorder = "em pré-venda"
  let backorder = "por encomenda"
  let onSale = "em promoção"
  func price(_ now: String, usually: String) -> String { "\(now), antes \(usually)" }
  func unconfirmed(asOf day: String) -> String { "em \(day), não confirmado" }

  // MARK: Words

  private func narrowed(_ opening: ClerkOpening) -> String {
    ([count(opening)] + opening.narrowings.map(narrowing)).joined(separator: " ")
  }

  private func count(_ opening: ClerkOpening) -> String {
    "\(opening.total) \(opening.total == 1 ? singular(opening.noun) : plural(opening.noun))"
  }

  private func best(_ shown: Int) -> String {
    shown == 1 ? "o melhor" : "os \(shown) melhores"
  }

  private func superlative(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "mais barato"
    case .dearest: "mais caro"
    case .newest: "mais recente"
    case .oldest: "mais antigo"
    case .series: "primeiro"
    }
  }

  private func singular(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "livro"
    case .products: "produto"
    case .passages(let collection): "trecho em \(collection)"
    case .entries(let collection): "entrada em \(collection)"
    }
  }

  private func plural(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "livros"
    case .products: "produtos"
    case .passages(let collection): "trechos em \(collection)"
    case .entries(let collection): "entradas em \(collection)"
    }
  }

  private static let labels: [FieldName: String] = [
    .subtitle: "subtítulo",
    .authors: "autor",
    .series: "série",
    .seriesNumber: "número",
    .publisher: "editora",
    .published: "publicado",
    .language: "língua",
    .isbn: "ISBN",
    .sku: "referência",
    .gtin: "GTIN",
    .brand: "marca",
    .category: "categoria",
    .format: "formato",
    .size: "tamanho",
    .colour: "cor",
    .material: "material",
    .condition: "estado",
    .price: "preço",
    .salePrice: "preço",
    .stock: "existências",
    .availability: "disponibilidade",
    .pages: "páginas",
    .subjects: "tema",
  ]

  private static let languages: [String: String] = [
    "en": "inglês", "de": "alemão", "fr": "francês", "es": "espanhol", "it": "italiano",
    "pt": "português", "nl": "neerlandês", "sv": "sueco", "da": "dinamarquês",
    "no": "norueguês", "fi": "finlandês", "pl": "polaco", "cs": "checo", "ru": "russo",
    "uk": "ucraniano", "tr": "turco", "el": "grego", "la": "latim", "ja": "japonês",
    "zh": "chinês", "ko": "coreano", "ar": "árabe", "he": "hebraico",
  ]
}
