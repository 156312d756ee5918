package import ParleyDomain
package import ParleyPlugin

/// Searches a collection by its words and by what they mean: constraints, names, titles.
///
/// A request is read (``QueryReader``), the records that fit are found (``TextMatcher``) and put in
/// order (``RecordRanker``).
package struct LexicalSearch: CollectionSearch {
  package init() {}

  package func search(
    _ query: KnowledgeQuery, in version: KnowledgeVersion
  ) async throws -> SearchResult {
    try await run(query, in: version) { try $0.search(query.text, history: query.history) }
  }

  /// As ``search(_:in:)``, and tells what each score is made of.
  package func explain(
    _ query: KnowledgeQuery, in version: KnowledgeVersion
  ) async throws -> SearchExplanation {
    try await run(query, in: version) { try $0.explain(query.text, history: query.history) }
  }

  private func run<Answer: Sendable>(
    _ query: KnowledgeQuery, in version: KnowledgeVersion,
    _ body: @escaping @Sendable (VersionSearch) throws -> Answer
  ) async throws -> Answer {
    try await version.run(mayBlock: query.mayBlock) { connection in
      try body(
        version.searchable(connection).search(
          connection, version: version.version, limit: query.limit,
          includesWeaker: query.includesWeaker))
    }
  }
}
