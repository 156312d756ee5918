import ParleyPlugin

/// How a request was read, with all that searching needs.
struct QueryPlan: Sendable, Hashable {
  /// A word searched as text.
  struct Term: Sendable, Hashable {
    /// As the customer wrote it.
    var text: String
    /// The stem, then the stems that mean the same.
    var stems: [String]
    /// Must be in the title, the people or the labels.
    var isRequired = false
    /// Counts for the order of records, not for whether they fit.
    var isOptional = false
    /// Says what the thing is for: counts half.
    var isPurpose = false
  }

  /// A title that the request names.
  struct Named: Sendable, Hashable {
    /// The records with this title (several editions, perhaps).
    var numbers: [Int64]
  }

  /// A filter with the stems of its words.
  struct Filter: Sendable, Hashable {
    var filter: FieldFilter
    var stems: [String] = []
    /// Stems of compounds: a record that is called so is such a thing, whatever its category.
    var compounds: [String] = []
  }

  var intent = QueryReading.Intent.find
  var order: QueryReading.Order?
  var filters: [Filter] = []
  var terms: [Term] = []
  /// Records named by ISBN, SKU, GTIN or id.
  var identified: [Int64] = []
  var named: [Named] = []
  var series: SeriesRequest?
  /// The things to compare or to resemble, in the order written.
  var sides: [Side] = []
  /// Read again with subjects as words, because no record has them together.
  var isLoose = false
  /// The title to resemble, as the customer wrote it.
  var resembled: String?
  /// How many words ask for something that this collection does not answer.
  var foreignWords = 0
  /// A question that says neither what kind of record nor that any is wanted: "is there life after
  /// death?". It must be about the records for more than a word.
  var isPlainQuestion = false
  /// The request names the kind of record, or asks what there is, and nothing else: "what books do you have?".
  var isForAll = false
  var followUp: FollowUp?
  /// The request's words, at most a line of them.
  var text = ""
  /// The stems of all words of the request, talk included.
  var words: Set<String> = []
  /// The request's words in their order, for ranking.
  var wording = RequestWording()

  /// One thing to compare or to resemble.
  enum Side: Sendable, Hashable {
    case named(Named)
    case terms([Term])
  }

  /// The words that are searched for; those that only help to order records when there are no others.
  var searched: [Term] {
    let decisive = terms.filter { !$0.isOptional }
    return isAboutWords && decisive.isEmpty ? terms : decisive
  }

  /// Whether the request wants to know what there is altogether.
  var asksForOverview: Bool {
    isForAll && order == nil && intent == .find && followUp == nil
  }

  /// "What is the cheapest?": of the records shown, and before any were, of all.
  var ordersEverything: Bool {
    followUp == .all && order != nil && intent == .find
  }

  /// Whether words decide which records fit; words that may be talk do not, beside a title.
  var isAboutWords: Bool {
    terms.contains { !$0.isOptional } || (named.isEmpty && !terms.isEmpty)
  }

  /// Whether the request says anything that can be searched.
  var isEmpty: Bool {
    filters.isEmpty && terms.isEmpty && identified.isEmpty && named.isEmpty && series == nil
      && sides.isEmpty && !isForAll
  }

  /// Whether the request says what it is about, so that it needs no chat to be understood.
  var standsAlone: Bool {
    !terms.isEmpty || !identified.isEmpty || !named.isEmpty || !sides.isEmpty || series != nil
      || filters.contains { Self.subjectFields.contains($0.filter.field) }
  }

  /// The same request with the words for subjects and categories searched as text: where a word
  /// happens to be a value of a field, but no record has that and the other words.
  var withSubjectsAsTerms: QueryPlan {
    var plan = self
    plan.isLoose = hasSeveralSubjects
    plan.filters.removeAll { Self.looseFields.contains($0.filter.field) }
    for filter in filters where Self.looseFields.contains(filter.filter.field) {
      let words = filter.filter.words.split(separator: " ")
      for (index, stem) in filter.stems.enumerated() {
        let text = words.count == filter.stems.count ? String(words[index]) : stem
        plan.terms.append(Term(text: text, stems: [stem]))
      }
    }
    return plan
  }

  /// The same request with people, series, titles and labels searched as text; `nil` when it has none.
  var withNamesAsTerms: QueryPlan? {
    var plan = self
    plan.filters.removeAll { Self.nameFields.contains($0.filter.field) && !$0.stems.isEmpty }
    guard plan.filters.count < filters.count else { return nil }
    plan.filters.removeAll { $0.filter.field == .seriesNumber }
    plan.series = nil
    plan.named = []
    plan.intent = .find
    let known = Set(terms.compactMap(\.stems.first))
    plan.terms += wording.content.filter { !known.contains($0.stem) && !$0.isImplied }
      .map { Term(text: $0.surface, stems: [$0.stem] + $0.forms + $0.parts) }
    return plan
  }

  static let nameFields: Set<FieldName> = [
    .authors, .series, .brand, .category, .subjects, .publisher, .colour, .material, .format,
    .seriesNumber,
  ]

  /// Whether several filters on subjects and categories must hold together.
  var hasSeveralSubjects: Bool {
    filters.count { Self.looseFields.contains($0.filter.field) } > 1
  }

  static let looseFields: Set<FieldName> = [.category, .subjects]

  /// Whether only words that may be talk say what the request is about ("who wrote it?").
  var standsByTalkAlone: Bool {
    var plan = self
    plan.terms.removeAll(where: \.isOptional)
    return standsAlone && !plan.standsAlone
  }

  /// Fields that say what a request is about; the others narrow it.
  static let subjectFields: Set<FieldName> = [
    .authors, .series, .brand, .category, .subjects, .publisher,
  ]
}

/// How a request depends on the chat before it.
enum FollowUp: Sendable, Hashable {
  /// The n-th of the records shown, from 1.
  case ordinal(Int)
  /// The last of the records shown.
  case last
  /// The record shown, or the first of several.
  case one
  /// The records shown.
  case all
  case cheaper
  case dearer
  /// What fits the request before, and was not shown yet.
  case more
  /// The request before, with these constraints.
  case refined
  /// The request before, varied in words of its own; else what the words say by themselves.
  case elaborated
  /// Others by the people, or of the brand, of the record shown.
  case sameMaker
}
