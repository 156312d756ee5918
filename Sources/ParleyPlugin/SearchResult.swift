/// What a search found, and how it understood the request.
public struct SearchResult: Sendable, Hashable {
  /// Where it was searched.
  public var collection: CollectionInfo
  /// The version of the collection that was searched.
  public var version: String
  /// How the words were read.
  public var reading: QueryReading
  /// The best records, best first. Empty when nothing fits: a weak match counts as none.
  public var hits: [SearchHit]
  /// How many records fit altogether.
  public var total: Int
  /// How much of the request the best hit accounts for, 0 to 1: compares results of different
  /// collections for the same words.
  public var coverage: Double
  /// When filters left nothing: the records nearest to the request, with those filters set aside.
  public var nearest: [SearchHit]
  /// How many records fit with those filters set aside.
  public var totalNearest: Int
  /// The ranking behind ``hits``: records that share words with the request, but too few to count
  /// as an answer. Only for tools that look at rankings; a plugin's search leaves it empty.
  public var weaker: [SearchHit]
  /// For a request that asks what there is altogether: what the records are, most of them first.
  /// Empty for every other request.
  public var overview: [ValueCount]

  public init(
    collection: CollectionInfo, version: String, reading: QueryReading, hits: [SearchHit],
    total: Int, coverage: Double, nearest: [SearchHit] = [], totalNearest: Int = 0,
    weaker: [SearchHit] = [], overview: [ValueCount] = []
  ) {
    self.collection = collection
    self.version = version
    self.reading = reading
    self.hits = hits
    self.total = total
    self.coverage = coverage
    self.nearest = nearest
    self.totalNearest = totalNearest
    self.weaker = weaker
    self.overview = overview
  }
}

/// How many records of a collection have a value in a field.
public struct ValueCount: Sendable, Hashable {
  /// The field.
  public var field: FieldName
  /// As the collection writes it.
  public var value: String
  /// At least 1.
  public var records: Int

  public init(field: FieldName, value: String, records: Int) {
    self.field = field
    self.value = value
    self.records = records
  }
}

/// A record that a search found.
public struct SearchHit: Sendable, Hashable {
  /// What was found.
  public var record: Record
  /// Higher is better; comparable only within one search.
  public var score: Double

  public init(record: Record, score: Double) {
    self.record = record
    self.score = score
  }
}

/// How a search read the words it was given.
public struct QueryReading: Sendable, Hashable {
  /// What the customer wants to do.
  public enum Intent: String, Sendable, Hashable, CaseIterable {
    /// Find records.
    case find
    /// See the named records side by side.
    case compare
    /// Find records like a named one.
    case similar
    /// Find what follows in a series.
    case nextInSeries
  }

  /// In which order the customer wants the records.
  public enum Order: String, Sendable, Hashable, CaseIterable {
    /// By price, lowest first.
    case cheapest
    /// By price, highest first.
    case dearest
    /// By date of publication, latest first.
    case newest
    /// By date of publication, earliest first.
    case oldest
    /// By number in the series.
    case series
  }

  /// What the customer wants to do.
  public var intent: Intent
  /// The order asked for; `nil` means best match first.
  public var order: Order?
  /// Constraints on typed fields, in the order in which they were written.
  public var filters: [FieldFilter]
  /// Those of ``filters`` that left nothing and were set aside for ``SearchResult/nearest``.
  public var emptied: [FieldFilter]
  /// The words searched as text, as the customer wrote them.
  public var terms: [String]
  /// The records that the words name, such as two titles to compare or the one to resemble.
  public var named: [RecordReference]
  /// Whether the words only make sense with what the chat was about ("the second one").
  public var isFollowUp: Bool

  public init(
    intent: Intent = .find, order: Order? = nil, filters: [FieldFilter] = [],
    emptied: [FieldFilter] = [], terms: [String] = [], named: [RecordReference] = [],
    isFollowUp: Bool = false
  ) {
    self.intent = intent
    self.order = order
    self.filters = filters
    self.emptied = emptied
    self.terms = terms
    self.named = named
    self.isFollowUp = isFollowUp
  }
}

/// A constraint on a typed field.
public struct FieldFilter: Sendable, Hashable {
  /// What the field must satisfy.
  public enum Test: Sendable, Hashable {
    /// Equals one of these texts, as the collection writes them.
    case isOneOf([String])
    /// Number, money or year in this range; a missing bound is open. Bounds are included.
    case within(least: FieldValue?, most: FieldValue?)
    /// Can be bought now.
    case inStock
    /// Has a sale price.
    case onSale
  }

  /// The field it looks at.
  public var field: FieldName
  /// What the field must satisfy.
  public var test: Test
  /// The customer's words that were read as this filter.
  public var words: String

  public init(field: FieldName, test: Test, words: String) {
    self.field = field
    self.test = test
    self.words = words
  }
}
