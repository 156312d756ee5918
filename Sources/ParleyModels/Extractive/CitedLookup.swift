import ParleyDomain
import ParleyPlugin

/// A record that stands in the prompt, with the number that cites it.
struct CitedRecord {
  var record: Record
  var number: Int
  var score: Double

  /// As it stands in the reply.
  var marker: String { "[\(number)]" }
}

/// A lookup reduced to what may be read out: records that the prompt's budget cut have no number
/// and are left out.
struct CitedLookup {
  var result: SearchResult
  var hits: [CitedRecord]
  var nearest: [CitedRecord]

  init(_ lookup: Lookup, citationIndex: [RecordReference: Int]) {
    result = lookup.result
    hits = CitedLookup.cited(lookup.result.hits, citationIndex)
    nearest = CitedLookup.cited(lookup.result.nearest, citationIndex)
  }

  private static func cited(
    _ hits: [SearchHit], _ citationIndex: [RecordReference: Int]
  ) -> [CitedRecord] {
    hits.compactMap { hit in
      citationIndex[hit.record.reference].map {
        CitedRecord(record: hit.record, number: $0, score: hit.score)
      }
    }
  }

  var isDocuments: Bool { result.collection.kind == "documents" }

  /// Whether the search found something that fits the request as it was read.
  var hasHits: Bool { !result.hits.isEmpty }

  /// Whether filters left nothing, so that only what is near can be offered.
  /// A passage has no fields to filter, so nothing is near to it.
  var isEmptied: Bool {
    !isDocuments && result.hits.isEmpty && !result.reading.emptied.isEmpty
  }

  /// Whether a field of the records says what was asked for, such as their category or author.
  var isFoundByField: Bool {
    result.reading.filters.contains { CitedLookup.subjectFields.contains($0.field) }
  }

  private static let subjectFields: Set<FieldName> = [
    .authors, .series, .brand, .category, .subjects, .publisher,
  ]

  /// How much there is to read out: records that fit, records that are near, or neither.
  var usefulness: Int {
    if !hits.isEmpty { return 2 }
    return isEmptied && !nearest.isEmpty ? 1 : 0
  }
}
