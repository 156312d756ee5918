package import ParleyDomain
package import ParleyPlugin

/// The collections at the versions of one moment: later loads do not change what it finds.
package struct PinnedKnowledge: KnowledgeSnapshot {
  /// What there is of each collection: its version, or why it cannot be searched.
  private let collections: [String: Result<KnowledgeVersion, KnowledgeError>]
  private let search: any CollectionSearch
  /// Of the collections whose figures grow too old.
  private let ages: [String: FigureAge]

  init(
    _ collections: [String: Result<KnowledgeVersion, KnowledgeError>],
    search: any CollectionSearch, ages: [String: FigureAge] = [:]
  ) {
    self.collections = collections
    self.search = search
    self.ages = ages
  }

  package var versions: [String: String] {
    collections.compactMapValues { result in
      if case .success(let version) = result { version.version } else { nil }
    }
  }

  package func search(_ query: KnowledgeQuery) async throws -> SearchResult {
    let version = try version(of: query.collection)
    var result = try await search.search(query, in: version)
    guard let age = ages[query.collection] else { return result }
    let records = try await age.marked((result.hits + result.nearest).map(\.record), of: version)
    for (index, record) in records.enumerated() {
      if index < result.hits.count {
        result.hits[index].record = record
      } else {
        result.nearest[index - result.hits.count].record = record
      }
    }
    return result
  }

  package func record(_ reference: RecordReference) async throws -> Record? {
    let version = try version(of: reference.collection)
    guard let record = try await version.record(reference.id) else { return nil }
    return try await marked([record], of: version).first
  }

  package func records(of collection: String, atMost limit: Int) async throws -> [Record]? {
    let version = try version(of: collection)
    guard let records = try await version.allRecords(atMost: limit) else { return nil }
    return try await marked(records, of: version)
  }

  private func marked(_ records: [Record], of version: KnowledgeVersion) async throws -> [Record] {
    guard let age = ages[version.collection.name] else { return records }
    return try await age.marked(records, of: version)
  }

  /// The pinned version of a collection.
  package func version(of collection: String) throws(KnowledgeError) -> KnowledgeVersion {
    guard let result = collections[collection] else {
      throw KnowledgeLibrary.unknown(collection, known: collections.keys.sorted())
    }
    return try result.get()
  }
}
