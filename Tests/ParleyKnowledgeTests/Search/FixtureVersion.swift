import ParleyDomain
import ParleyPlugin
import ParleySQLite

@testable import ParleyKnowledge

/// A version of a collection in memory, made of records written in a test.
struct FixtureVersion {
  let collection: CollectionInfo
  let connection: SQLiteConnection
  let version: SearchableVersion

  init(
    _ name: String, kind: String, language: String = "en", currency: String? = "USD",
    _ records: [Record]
  ) throws {
    collection = CollectionInfo(name: name, kind: kind, language: language)
    connection = try SQLiteConnection(path: name, mode: .inMemory)
    try connection.execute(VersionSchema.tables)
    let analyzer = TextAnalyzer(language: language)
    var indexer = RecordIndexer(analyzer: analyzer, isDocuments: kind == "documents")
    try connection.transaction { [connection] in
      if let currency {
        try connection.run("INSERT INTO meta VALUES ('currency', ?)", [.text(currency)])
      }
      for record in records {
        try indexer.index(record, StoredRecord(record)).insert(into: connection)
      }
      try indexer.finish(connection)
    }
    version = try SearchableVersion(connection, of: collection, analyzer: analyzer)
  }

  var reader: QueryReader { version.reader }

  func search(
    _ text: String, limit: Int = 10, history: [ChatMessage] = [], includesWeaker: Bool = false
  ) throws -> SearchResult {
    try version.search(connection, version: "1", limit: limit, includesWeaker: includesWeaker)
      .search(text, history: history)
  }

  /// The ids of the best records.
  func ids(_ text: String, limit: Int = 10, history: [ChatMessage] = []) throws -> [String] {
    try search(text, limit: limit, history: history).hits.map(\.record.reference.id)
  }
}
