package import ParleyDomain
package import ParleyPlugin

/// The collections at the versions of one moment: later loads do not change what it finds.
package struct PinnedKnowledge: KnowledgeSnapshot {
  /// What there is of each collection: its version, or why it cannot be searched.
  private let collections: [String: Result<KnowledgeVersion, KnowledgeError>]
  private let search: any CollectionSearch

  init(
    _ collections: [String: Result<KnowledgeVersion, KnowledgeError>],
    search: any CollectionSearch
  ) {
    self.collections = collections
    self.search = search
  }

  package var versions: [String: String] {
    collections.compactMapValues { result in
      if case .success(let version) = result { version.version } else { nil }
    }
  }

  package func search(_ query: KnowledgeQuery) async throws -> SearchResult {
    try await search.search(query, in: version(of: query.collection))
  }

  package func record(_ reference: RecordReference) async throws -> Record? {
    try await version(of: reference.collection).record(reference.id)
  }

  package func records(of collection: String, atMost limit: Int) async throws -> [Record]? {
    try await version(of: collection).allRecords(atMost: limit)
  }

  /// The pinned version of a collection.
  package func version(of collection: String) throws(KnowledgeError) -> KnowledgeVersion {
    guard let result = collections[collection] else {
      throw KnowledgeLibrary.unknown(collection, known: collections.keys.sorted())
    }
    return try result.get()
  }
}
