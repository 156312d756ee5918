import ParleyDomain
import ParleyJSON
import ParleyKnowledge
import ParleyPlugin

/// Prints what `parley knowledge search` found.
struct SearchPrinter {
  let terminal: Terminal
  let asJSON: Bool

  func print(_ result: SearchResult) throws {
    if asJSON { return try print(result.json) }
    terminal.talk(result.report)
    for position in result.ranking.indices { try printHit(position, of: result) }
  }

  func print(_ explanation: SearchExplanation) throws {
    if asJSON { return try print(explanation.json) }
    terminal.talk(explanation.result.report)
    for word in explanation.words {
      let readings = word.readings.isEmpty ? "nothing" : word.readings.joined(separator: ", ")
      try terminal.data("\(word.word): \(readings); in \(word.records) records")
    }
    for position in explanation.result.ranking.indices {
      try printHit(position, of: explanation.result)
      let parts = explanation.parts[position].filter { $0.value > 0 }.map {
        "\($0.name) \($0.value.rounded(to: 2)) × \($0.weight.rounded(to: 2))"
      }
      try terminal.data(terminal.faint("   " + parts.joined(separator: ", ")))
    }
  }

  private func printHit(_ position: Int, of result: SearchResult) throws {
    let hit = result.ranking[position]
    let price = hit.record.currentPrice.map { "  \($0)" } ?? ""
    let weak = position < result.presented.count ? "" : ", weak match"
    try terminal.data(
      "\(position + 1). \(hit.record.title)\(price)  "
        + terminal.faint("\(hit.record.reference), score \(hit.score.rounded(to: 2))\(weak)"))
  }

  private func print(_ value: JSONValue) throws {
    try terminal.data(JSONWriter.string(value, pretty: terminal.outputIsTerminal))
  }
}

extension SearchExplanation {
  fileprivate var json: JSONValue {
    [
      "words": .array(
        words.map { word in
          [
            "word": .string(word.word), "readings": .array(word.readings.map(JSONValue.string)),
            "records": .integer(word.records),
          ]
        }),
      "result": result.json,
      "parts": .array(
        parts.map { parts in
          .array(
            parts.map { part in
              [
                "name": .string(part.name), "value": .number(part.value),
                "weight": .number(part.weight),
              ]
            })
        }),
    ]
  }
}

extension SearchResult {
  fileprivate var json: JSONValue {
    [
      "collection": .string(collection.name), "version": .string(version),
      "total": .integer(total), "coverage": .number(coverage),
      "read_as": .array(reading.filters.map { .string($0.description) }),
      "set_aside": .array(reading.emptied.map { .string($0.description) }),
      "order": reading.order.map { .string($0.rawValue) } ?? .null,
      "intent": .string(reading.intent.rawValue),
      "terms": .array(reading.terms.map(JSONValue.string)),
      "hits": .array(hits.map(json)), "nearest": .array(nearest.map(json)),
      "weaker": .array(weaker.map(json)),
    ]
  }

  private func json(_ hit: SearchHit) -> JSONValue {
    ["score": .number(hit.score), "record": RecordJSON.value(of: hit.record)]
  }
}
