import ParleyPlugin

/// Reads what a customer wants from the words of a request.
///
/// A pure function of the words, the lexicon and the collection's own values. Each step takes the
/// words it understands, and what nobody understood is searched as text. The order of the steps
/// is the order of certainty: identifiers, titles, constraints, intent, values of fields, rest.
struct QueryReader: Sendable {
  let collection: CollectionInfo
  let catalog: FacetCatalog
  let analyzer: TextAnalyzer
  let lexicon: Lexicon
  let units: UnitWords

  /// In messages of at most this many words only function words are dropped: more may be a name.
  static let shortMessage = 4

  init(collection: CollectionInfo, catalog: FacetCatalog) {
    self.collection = collection
    self.catalog = catalog
    analyzer = TextAnalyzer(language: collection.language)
    lexicon = Lexicon.lexicon(for: collection.language)
    units = UnitWords(analyzer: analyzer)
  }

  /// Reads one request.
  func plan(_ request: String) -> QueryPlan {
    var text = RequestText(request, analyzer: analyzer, lexicon: lexicon)
    let isShort = text.words.count <= CompoundSplitter.longestRequest
    let forms = WordForms(catalog: catalog, analyzer: analyzer, lexicon: lexicon)
    text.update { forms.complete($0, findsCompounds: isShort) }
    if isShort { text.split { splitter.split($0) } }
    let quantities = readQuantities(&text)
    var draft = RequestDraft(text, lexicon: lexicon)
    draft.quantities = quantities
    guard draft.count > 0 else { return QueryPlan() }
    readIdentifiers(&draft)
    readQuotedTitles(&draft)
    readLongTitles(&draft)
    readAssortment(&draft)
    readForeign(&draft)
    readAmounts(&draft)
    readYears(&draft)
    readShopState(&draft)
    readOrder(&draft)
    readIntent(&draft)
    readRemainingTitle(&draft)
    readPersons(&draft)
    readSeries(&draft)
    readFacets(&draft)
    readBareMisspeltNames(&draft)
    // Again: what surrounded a title ("… in paperback") may be understood only now.
    if draft.titles.isEmpty, draft.identified.isEmpty { readRemainingTitle(&draft) }
    return finish(&draft)
  }

  var splitter: CompoundSplitter {
    CompoundSplitter(catalog: catalog, analyzer: analyzer, lexicon: lexicon)
  }
}
