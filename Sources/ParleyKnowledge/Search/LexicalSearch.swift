package import ParleyDomain
package import ParleyPlugin

/// Searches a collection by its words and by what they mean: constraints, names, titles.
///
/// How a request is read (``QueryReader``) is meant to last; how the records that fit are found and
/// ranked (``TextMatcher``) is a first form behind the same protocol.
package struct LexicalSearch: CollectionSearch {
  private let readers = QueryReaderCache()

  package init() {}

  package func search(
    _ query: KnowledgeQuery, in version: KnowledgeVersion
  ) async throws -> SearchResult {
    let readers = readers
    return try await version.run { connection in
      let reader = try readers.reader(of: version, connection)
      let tables = VersionTables(
        connection: connection, collection: version.collection.name,
        isDocuments: version.collection.kind == "documents",
        isGoods: version.collection.kind == "products", analyzer: version.analyzer)
      let search = VersionSearch(
        tables: tables, reader: reader, version: version.version, limit: query.limit)
      return try search.search(query.text, history: query.history)
    }
  }
}
