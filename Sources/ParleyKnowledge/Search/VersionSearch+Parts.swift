import ParleyPlugin

/// Answers to messages that ask several things (``QueryReader/parts(of:)``).
extension VersionSearch {
  /// The best of each part in turn; `nil` for a message of one part, or where less than two parts find
  /// anything and the message as a whole does.
  ///
  /// Goods and books are looked up in parts only when the whole finds nothing: there a second question
  /// is about the thing of the first.
  func searchedInParts(_ text: String, whole: SearchResult) throws -> SearchResult? {
    guard tables.isDocuments || whole.hits.isEmpty else { return nil }
    let parts = reader.parts(of: text)
    guard parts.count > 1 else { return nil }
    let results = try parts.compactMap { part -> SearchResult? in
      let plan = reader.plan(part)
      guard plan.followUp == nil || plan.followUp == .refined else { return nil }
      let result = try settled(plan)
      return result.hits.isEmpty ? nil : result
    }
    guard var combined = results.first, results.count > 1 || whole.hits.isEmpty else { return nil }
    combined.hits = interleaved(results.map(\.hits))
    combined.total = max(combined.hits.count, results.map(\.total).max() ?? 0)
    combined.coverage = results.map(\.coverage).min() ?? combined.coverage
    combined.reading.terms = results.flatMap(\.reading.terms)
    let shown = Set(combined.hits.map(\.record.reference))
    combined.weaker = whole.weaker.filter { !shown.contains($0.record.reference) }
    return combined
  }

  /// The first of each, then the second of each, with scores that keep the order.
  private func interleaved(_ lists: [[SearchHit]]) -> [SearchHit] {
    var seen: Set<RecordReference> = []
    var hits: [SearchHit] = []
    for place in 0..<(lists.map(\.count).max() ?? 0) {
      for list in lists where list.indices.contains(place) {
        guard seen.insert(list[place].record.reference).inserted else { continue }
        var hit = list[place]
        hit.score = min(hit.score, hits.last?.score ?? hit.score)
        hits.append(hit)
      }
    }
    return Array(hits.prefix(max(0, limit)))
  }
}
