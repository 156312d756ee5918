package import ParleyDomain
package import ParleyPlugin

/// Collections of a few records; a search finds the records whose title holds a word of the request.
package struct FixedKnowledge: KnowledgeIndex, KnowledgeSnapshot {
  package var records: [Record]
  package var versions: [String: String]

  package init(_ records: [Record]) {
    self.records = records
    versions = Dictionary(
      records.map { ($0.reference.collection, "v1") }, uniquingKeysWith: { first, _ in first })
  }

  package func snapshot() async throws -> any KnowledgeSnapshot { self }

  package func search(_ query: KnowledgeQuery) async throws -> SearchResult {
    guard let version = versions[query.collection] else {
      throw KnowledgeError(.unknownCollection, "there is no collection '\(query.collection)'")
    }
    let words = Set(query.text.lowercased().split(separator: " ").map(String.init))
    let found = records.filter { record in
      record.reference.collection == query.collection
        && !words.isDisjoint(with: record.title.lowercased().split(separator: " ").map(String.init))
    }
    return SearchResult(
      collection: CollectionInfo(name: query.collection, kind: "books", language: "en"),
      version: version, reading: QueryReading(terms: words.sorted()),
      hits: found.prefix(query.limit).map { SearchHit(record: $0, score: 1) }, total: found.count,
      coverage: found.isEmpty ? 0 : 1)
  }

  package func record(_ reference: RecordReference) async throws -> Record? {
    records.first { $0.reference == reference }
  }

  package func records(of collection: String, atMost limit: Int) async throws -> [Record]? {
    let found = records.filter { $0.reference.collection == collection }
    guard found.count <= limit else { return nil }
    return found.sorted { $0.reference.id.utf8.lexicographicallyPrecedes($1.reference.id.utf8) }
  }
}
