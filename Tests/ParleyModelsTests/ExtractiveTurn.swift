import ParleyDomain
import ParleyModels
import ParleyPlugin
import Testing

/// A turn for the clerk, made by hand: what was asked, what was looked up, what was said before.
struct ExtractiveTurn {
  var persona = Persona(
    name: "seller", label: "Marlowe", language: "en", greeting: "Hello! What do you like to read?",
    samples: ["Books by Ursula K. Le Guin", "When are you open?"],
    contact: "mailto:desk@example.org")
  var message = "books"
  var history: [ChatMessage] = []
  var results: [SearchResult] = []
  /// Records that the budget did not let into the prompt.
  var cut: Set<RecordReference> = []
  /// What plugins put into the prompt without a search.
  var remarks: [TurnContext.Remark] = []

  /// The records of all results are numbered in their order.
  var context: TurnContext {
    var index: [RecordReference: Int] = [:]
    for hit in results.flatMap({ $0.hits + $0.nearest }) where !cut.contains(hit.record.reference) {
      index[hit.record.reference] = index[hit.record.reference] ?? index.count + 1
    }
    return TurnContext(
      persona: persona, message: message, history: history,
      lookups: results.map { Lookup(plugin: "p", text: message, result: $0, milliseconds: 1) },
      citationIndex: index, remarks: remarks)
  }

  /// What the clerk says, piece by piece.
  func pieces(stream: Bool = true) async throws -> [String] {
    let said = Said()
    _ = try await SearchClerk().generate(
      ModelRequest(messages: [], replyTokens: 800, stream: stream, context: context)
    ) { event in
      if case .text(let text) = event { await said.add(text) }
    }
    return await said.pieces
  }

  func reply() async throws -> String {
    try await pieces().joined()
  }

  private actor Said {
    var pieces: [String] = []
    func add(_ piece: String) { pieces.append(piece) }
  }
}

extension ExtractiveTurn {
  static func german(_ message: String, _ results: [SearchResult] = []) -> ExtractiveTurn {
    var turn = ExtractiveTurn()
    turn.persona = Persona(
      name: "gaertnerin", label: "Linde", language: "de-DE", greeting: "Guten Tag!",
      samples: ["Rosen unter 20 Euro"], contact: "mailto:post@example.org")
    turn.message = message
    turn.results = results
    return turn
  }
}

func assistantSaid(_ text: String, _ records: [Record] = []) -> ChatMessage {
  ChatMessage(
    id: MessageID("m"), role: .assistant, text: text, sources: records.map(\.source),
    createdAt: Timestamp(milliseconds: 0))
}

func usd(_ amount: String) -> FieldValue { money(amount, "USD") }
func eur(_ amount: String) -> FieldValue { money(amount, "EUR") }

private func money(_ amount: String, _ currency: String) -> FieldValue {
  Money(decimal: amount, currency: currency).map(FieldValue.money) ?? .text("not money")
}

func book(
  _ id: String, _ title: String, by author: String = "Ursula K. Le Guin",
  _ fields: [FieldName: FieldValue] = [:], text: String = ""
) -> Record {
  Record(
    reference: RecordReference(collection: "books", id: id), title: title, text: text,
    fields: fields.merging([.authors: .list([.text(author)])]) { given, _ in given })
}

func product(
  _ id: String, _ title: String, _ fields: [FieldName: FieldValue] = [:], text: String = ""
) -> Record {
  Record(
    reference: RecordReference(collection: "catalog", id: id), title: title, text: text,
    fields: fields)
}

func passage(_ id: String, page: String, headings: [String], _ text: String) -> Record {
  Record(
    reference: RecordReference(collection: "help", id: id), title: page, text: text,
    url: "https://shop.example.org/help/\(page)#\(id)",
    fields: [.headings: .list(headings.map(FieldValue.text))])
}

/// A search result in the collection of its records (`books` when there are none).
func found(
  _ records: [Record], in name: String? = nil, total: Int? = nil,
  _ reading: QueryReading = QueryReading(), coverage: Double = 1, scores: [Double] = [],
  nearest: [Record] = [], totalNearest: Int? = nil
) -> SearchResult {
  let name = name ?? (records + nearest).first?.reference.collection ?? "books"
  let kind = ["catalog": "products", "books": "books", "help": "documents"][name] ?? "other"
  let hits = records.enumerated().map { offset, record in
    SearchHit(
      record: record, score: scores.indices.contains(offset) ? scores[offset] : Double(9 - offset))
  }
  return SearchResult(
    collection: CollectionInfo(name: name, kind: kind, language: "en"), version: "1",
    reading: reading, hits: hits, total: total ?? records.count, coverage: coverage,
    nearest: nearest.map { SearchHit(record: $0, score: 1) },
    totalNearest: totalNearest ?? nearest.count)
}

func priceUpTo(_ amount: FieldValue) -> FieldFilter {
  FieldFilter(field: .price, test: .within(least: nil, most: amount), words: "under")
}

func by(_ author: String) -> FieldFilter {
  FieldFilter(field: .authors, test: .isOneOf([author]), words: "by \(author)")
}
