import ParleyPlugin

// What searches return, as answers to a child's calls write it.

extension Record {
  /// `{collection, id, title, text, url?, fields{}, unconfirmed{}?}`; money as `{amount, currency}`, times as texts.
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "collection": .string(reference.collection), "id": .string(reference.id),
      "title": .string(title), "text": .string(text),
      "fields": .object(
        Dictionary(
          fields.map { ($0.key.rawValue, $0.value.json) }, uniquingKeysWith: { first, _ in first })),
    ]
    members["url"] = url.map { .string($0) }
    if !unconfirmed.isEmpty {
      members["unconfirmed"] = .object(
        Dictionary(
          unconfirmed.map { ($0.key.rawValue, .string($0.value.description)) },
          uniquingKeysWith: { first, _ in first }))
    }
    return .object(members)
  }
}

extension FieldValue {
  var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? .number(number)
    case .money(let money): ["amount": .string(money.decimal), "currency": .string(money.currency)]
    case .timestamp(let time): .string(time.description)
    case .list(let values): .array(values.map(\.json))
    }
  }
}

extension SearchResult {
  /// `{collection, version, total, coverage, hits[{record, score}], nearest[…], read_as[]}`
  var json: JSONValue {
    [
      "collection": .string(collection.name), "version": .string(version),
      "total": .integer(total), "coverage": .number(coverage),
      "hits": .array(hits.map(\.json)), "nearest": .array(nearest.map(\.json)),
      "read_as": .array(reading.filters.map { .string($0.description) }),
    ]
  }
}

extension SearchHit {
  var json: JSONValue { ["record": record.json, "score": .number(score)] }
}
