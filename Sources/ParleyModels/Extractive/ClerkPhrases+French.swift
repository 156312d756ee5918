import ParleyPlugin

/// The clerk in French.
struct FrenchPhrases: ClerkPhrases {
  let amounts = AmountFormat(point: ",", symbolFirst: false)
  let colon = " :"
  let kindWords = [
    "books": ["livres", "roman", "romans", "livre de", "livre sur"],
    "products": ["produit", "produits", "article", "articles"],
    "documents": ["conditions générales"],
  ]

  let whatItIs =
    "Je consulte les fiches et je les lis à voix haute ; je ne suis pas un modèle de langage."

  func capabilities(_ nouns: [ClerkNoun]) -> String {
    "Je peux chercher parmi ces sources : \(nouns.map(plural).enumerated(with: "et"))."
  }

  // MARK: Small talk

  func greeting(label: String) -> String { "Bonjour ! Je suis \(label)." }
  func identity(label: String) -> String { "Je suis \(label)." }
  let thanks = "Je vous en prie."
  let goodbye = "Au revoir et à bientôt."
  let affirmation = "Très bien. Dites-moi ce que je dois chercher."
  let calm = "Je suis désolé de ne pas avoir pu vous aider jusqu'ici."
  let forExample = "Vous pouvez demander, par exemple :"
  func contact(_ address: String) -> String { "Pour toute autre question : \(address)" }

  // MARK: Openings

  func opening(_ opening: ClerkOpening) -> String {
    let counted = narrowed(opening)
    guard opening.total > 1 else { return "\(counted) :" }
    switch opening.order {
    case .series:
      return opening.isComplete
        ? "\(counted), dans l'ordre :"
        : "\(counted) ; les \(opening.shown) premiers dans l'ordre :"
    case .some(let order): return "Le \(superlative(order)) parmi \(counted) :"
    case nil:
      return opening.isComplete
        ? "\(counted) :" : "\(counted) ; \(best(opening.shown)) :"
    }
  }

  func noRoom(_ opening: ClerkOpening) -> String {
    "\(narrowed(opening)) : la place manquait pour en lire. Veuillez préciser votre demande."
  }

  let afterThat = "Ensuite :"

  func nothing(_ constraints: [String]) -> String {
    "Rien \(constraints.enumerated(with: "et"))."
  }

  func with(_ constraint: String) -> String { "avec \(constraint)" }

  func withoutLimits(_ limits: Int, _ opening: ClerkOpening) -> String {
    let without = limits == 1 ? "Sans cette limite" : "Sans ces limites"
    let counted = "\(without), il y a \(count(opening))"
    if opening.isComplete { return "\(counted) :" }
    return opening.shown == 1
      ? "\(counted) ; le plus proche :" : "\(counted) ; les plus proches :"
  }

  func nothingFits(collections: [String]) -> String {
    collections.isEmpty
      ? "Je n'ai rien qui corresponde."
      : "Rien dans \(collections.enumerated(with: "ou")) ne correspond."
  }

  let remarks = "Voici ce qui est enregistré :"
  let whichOne = "Lequel voulez-vous dire ? Veuillez le nommer."

  func similar(to title: String?) -> String {
    title.map { "Dans le genre de \($0) :" } ?? "Dans le même genre :"
  }

  func comes(after last: String, next: String) -> String { "Après \(last) vient \(next) :" }

  func nothing(after last: String) -> String { "Rien ne suit \(last) ici :" }

  let onlyOneToCompare = "Je n'en ai trouvé qu'un à comparer :"
  let noDifference = "Rien de ce qui est indiqué ne les distingue."

  // MARK: How the request was read

  func readAs(_ items: [String]) -> String {
    "Compris ainsi : \(items.joined(separator: ", "))."
  }

  func searchedFor(_ terms: [String]) -> String {
    "recherche de \(terms.map { "« \($0) »" }.joined(separator: " "))"
  }

  func name(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "du moins cher au plus cher"
    case .dearest: "du plus cher au moins cher"
    case .newest: "du plus récent au plus ancien"
    case .oldest: "du plus ancien au plus récent"
    case .series: "dans l'ordre de la série"
    }
  }

  func name(_ intent: QueryReading.Intent) -> String? {
    switch intent {
    case .find: nil
    case .compare: "côte à côte"
    case .similar: "dans le même genre"
    case .nextInSeries: "la suite de la série"
    }
  }

  func constraint(_ label: String, values: [String]) -> String {
    "\(label) \(values.enumerated(with: "ou"))"
  }

  func constraint(_ label: String, from least: String?, to most: String?) -> String {
    switch (least, most) {
    case (let least?, let most?) where least == most: "\(label) \(least)"
    case (let least?, let most?): "\(label) de \(least) à \(most)"
    case (let least?, nil): "\(label) à partir de \(least)"
    case (nil, let most?): "\(label) jusqu'à \(most)"
    case (nil, nil): label
    }
  }

  func narrowing(_ narrowing: ClerkNarrowing) -> String {
    switch narrowing {
    case .authors(let names): de(names.enumerated(with: "ou"))
    case .series(let name): "de la série \(name)"
    case .category(let name): "de la catégorie \(name)"
    case .below(let amount): "à moins de \(amount)"
    case .upTo(let amount): "jusqu'à \(amount)"
    case .from(let amount): "à partir de \(amount)"
    case .between(let least, let most): "entre \(least) et \(most)"
    case .inStock: inStock
    case .onSale: onSale
    }
  }

  // MARK: Records

  func label(_ field: FieldName) -> String? { FrenchPhrases.labels[field] }

  func name(ofLanguage code: String) -> String? { FrenchPhrases.languages[code] }

  func title(_ title: String, by authors: [String]) -> String {
    "\(title), \(de(authors.enumerated(with: "et")))"
  }

  func stock(_ count: String) -> String { "\(count) en stock" }
  let inStock = "en stock"
  let outOfStock = "épuisé"
  let preorder = "en précommande"
  let backorder = "en réapprovisionnement"
  let onSale = "en promotion"
  func price(_ now: String, usually: String) -> String { "\(now), au lieu de \(usually)" }
  func unconfirmed(asOf day: String) -> String { "au \(day), non confirmé" }

  // MARK: Words

  /// "de" before a name, elided before a vowel: "de Verne", "d'Orwell".
  private func de(_ name: String) -> String {
    let isElided = name.first.map { "aeiouyàâäéèêëîïôöùûü".contains($0.lowercased()) } ?? false
    return isElided ? "d'\(name)" : "de \(name)"
  }

  private func narrowed(_ opening: ClerkOpening) -> String {
    ([count(opening)] + opening.narrowings.map(narrowing)).joined(separator: " ")
  }

  private func count(_ opening: ClerkOpening) -> String {
    "\(opening.total) \(opening.total == 1 ? singular(opening.noun) : plural(opening.noun))"
  }

  private func best(_ shown: Int) -> String {
    shown == 1 ? "le meilleur" : "les \(shown) meilleurs"
  }

  private func superlative(_ order: QueryReading.Order) -> String {
    switch order {
    case .cheapest: "moins cher"
    case .dearest: "plus cher"
    case .newest: "plus récent"
    case .oldest: "plus ancien"
    case .series: "premier"
    }
  }

  private func singular(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "livre"
    case .products: "produit"
    case .passages(let collection): "passage dans \(collection)"
    case .entries(let collection): "entrée dans \(collection)"
    }
  }

  private func plural(_ noun: ClerkNoun) -> String {
    switch noun {
    case .books: "livres"
    case .products: "produits"
    case .passages(let collection): "passages dans \(collection)"
    case .entries(let collection): "entrées dans \(collection)"
    }
  }

  private static let labels: [FieldName: String] = [
    .subtitle: "sous-titre",
    .authors: "auteur",
    .series: "série",
    .seriesNumber: "numéro",
    .publisher: "éditeur",
    .published: "parution",
    .language: "langue",
    .isbn: "ISBN",
    .sku: "référence",
    .gtin: "GTIN",
    .brand: "marque",
    .category: "catégorie",
    .format: "format",
    .size: "taille",
    .colour: "couleur",
    .material: "matière",
    .condition: "état",
    .price: "prix",
    .salePrice: "prix",
    .stock: "stock",
    .availability: "disponibilité",
    .pages: "pages",
    .subjects: "sujet",
  ]

  private static let languages: [String: String] = [
    "en": "anglais", "de": "allemand", "fr": "français", "es": "espagnol", "it": "italien",
    "pt": "portugais", "nl": "néerlandais", "sv": "suédois", "da": "danois", "no": "norvégien",
    "fi": "finnois", "pl": "polonais", "cs": "tchèque", "ru": "russe", "uk": "ukrainien",
    "tr": "turc", "el": "grec", "la": "latin", "ja": "japonais", "zh": "chinois",
    "ko": "coréen", "ar": "arabe", "he": "hébreu",
  ]
}
