import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleySQLite

@testable import ParleyKnowledge

/// A version of a collection in memory, made of records written in a test.
struct FixtureVersion {
  let collection: CollectionInfo
  let connection: SQLiteConnection
  let reader: QueryReader

  init(
    _ name: String, kind: String, language: String = "en", currency: String? = "USD",
    _ records: [Record]
  ) throws {
    collection = CollectionInfo(name: name, kind: kind, language: language)
    connection = try SQLiteConnection(path: name, mode: .inMemory)
    try connection.execute(VersionSchema.tables + VersionSchema.indexes)
    let analyzer = TextAnalyzer(language: language)
    try connection.transaction { [connection] in
      if let currency {
        try connection.run("INSERT INTO meta VALUES ('currency', ?)", [.text(currency)])
      }
      for (index, record) in records.enumerated() {
        try Self.insert(record, Int64(index + 1), analyzer, into: connection)
      }
    }
    let lexicon = Lexicon.lexicon(for: language)
    reader = QueryReader(
      collection: collection,
      catalog: try FacetCatalog(
        connection, of: collection, analyzer: analyzer, lexicon: lexicon))
  }

  func search(_ text: String, limit: Int = 10, history: [ChatMessage] = []) throws -> SearchResult {
    let tables = VersionTables(
      connection: connection, collection: collection.name,
      isDocuments: collection.kind == "documents", isGoods: collection.kind == "products",
      analyzer: reader.analyzer)
    return try VersionSearch(tables: tables, reader: reader, version: "1", limit: limit)
      .search(text, history: history)
  }

  /// The ids of the best records.
  func ids(_ text: String, limit: Int = 10, history: [ChatMessage] = []) throws -> [String] {
    try search(text, limit: limit, history: history).hits.map(\.record.reference.id)
  }

  private static func insert(
    _ record: Record, _ number: Int64, _ analyzer: TextAnalyzer, into connection: SQLiteConnection
  ) throws {
    let entry = IndexEntry(record, analyzer: analyzer)
    try connection.run(
      "INSERT INTO records VALUES (?, ?, ?, ?, '')",
      [
        .integer(number), .text(record.reference.id), .text(record.title),
        .text(JSONWriter.string(RecordJSON.value(of: record))),
      ])
    for facet in entry.facets {
      try connection.run(
        "INSERT INTO facets VALUES (?, ?, ?, ?)",
        [.text(facet.field), .text(facet.value), .text(facet.stems), .integer(number)])
    }
    for value in entry.numbers {
      try connection.run(
        "INSERT INTO numbers VALUES (?, ?, ?)",
        [.text(value.field), .real(value.value), .integer(number)])
    }
    try connection.run(
      "INSERT INTO words(rowid, title, people, labels, body) VALUES (?, ?, ?, ?, ?)",
      [.integer(number)]
        + [entry.title, entry.people, entry.labels, entry.body].map { .text($0) })
  }
}
