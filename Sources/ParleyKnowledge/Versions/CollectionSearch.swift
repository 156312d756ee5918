package import ParleyDomain
package import ParleyPlugin

/// Searches one version of a collection.
package protocol CollectionSearch: Sendable {
  func search(_ query: KnowledgeQuery, in version: KnowledgeVersion) async throws -> SearchResult
}
