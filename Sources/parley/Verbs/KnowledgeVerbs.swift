import ParleyDomain
import ParleyJSON
import ParleyKnowledge
import ParleyPlugin

extension Verb {
  /// `parley knowledge list`: the collections and what is loaded of them.
  static let knowledgeList = Verb(
    ["knowledge", "list"], summary: "List the collections and what is loaded of them", hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let collections = try await Shop.open(invocation).library().list()
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(.array(collections.map(\.json))))
        return
      }
      for collection in collections {
        let state =
          collection.problem ?? collection.version.map {
            "\(collection.records) records, version \($0)"
          }
          ?? "not loaded: run `parley knowledge load \(collection.name)`"
        try terminal.data(
          "\(terminal.strong(collection.name))  \(collection.kind) (\(collection.language)): \(state)"
        )
      }
    }
  }

  /// `parley knowledge show COLLECTION ID`: one record.
  static let knowledgeShow = Verb(
    ["knowledge", "show"], summary: "Print one record",
    positionals: [
      PositionalSpec("COLLECTION", doc: "Its collection"), PositionalSpec("ID", doc: "Its id"),
    ], hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let reference = RecordReference(
        collection: invocation.positional("COLLECTION") ?? "",
        id: invocation.positional("ID") ?? "")
      let library = try Shop.open(invocation).library()
      guard let record = try await library.record(reference) else {
        throw CommandFailure(
          .noInput, "collection '\(reference.collection)' has no record '\(reference.id)'")
      }
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(
          JSONWriter.string(RecordJSON.value(of: record), pretty: terminal.outputIsTerminal))
        return
      }
      try terminal.data(terminal.strong(record.title) + "  \(reference)")
      for (name, value) in record.fields.sorted(by: { $0.key < $1.key }) {
        try terminal.data("\(name.attributeKey ?? name.rawValue): \(value)")
      }
      if let url = record.url { try terminal.data("url: \(url)") }
      if !record.text.isEmpty { try terminal.data("\n\(record.text)") }
    }
  }

  /// `parley knowledge search COLLECTION QUERY`: what a plugin would find.
  static let knowledgeSearch = Verb(
    ["knowledge", "search"], summary: "Search a collection as the plugins do",
    discussion: """
      The words are words, never query syntax. How they were read is told on standard error.

        parley knowledge search books "something like Dune under $12" -k 3
      """,
    options: [
      OptionSpec("limit", short: "k", value: "N", doc: "The most records to print (default: 10)")
    ],
    positionals: [
      PositionalSpec("COLLECTION", doc: "Which"), PositionalSpec("QUERY", .many, doc: "What for"),
    ], hasData: true
  ) { invocation in
    let limit = try invocation.integer("limit", in: 1...1000) ?? 10
    try await CommandFailure.translating {
      let library = try Shop.open(invocation).library()
      let result = try await library.snapshot().search(
        KnowledgeQuery(
          collection: invocation.positional("COLLECTION") ?? "",
          text: invocation.positionals("QUERY").joined(separator: " "), limit: limit))
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(
          JSONWriter.string(result.json, pretty: terminal.outputIsTerminal))
        return
      }
      terminal.talk(result.report)
      for (position, hit) in result.presented.enumerated() {
        let price = hit.record.currentPrice.map { "  \($0)" } ?? ""
        try terminal.data(
          "\(position + 1). \(hit.record.title)\(price)  "
            + terminal.faint("\(hit.record.reference), score \(Int(hit.score * 100)) %"))
      }
    }
  }
}

extension CollectionStatus {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "kind": .string(kind), "language": .string(language),
      "version": version.map(JSONValue.string) ?? .null, "records": .integer(records),
      "built_at": builtAt.map { .string($0.description) } ?? .null,
      "problem": problem.map(JSONValue.string) ?? .null,
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
    ]
  }

  private func json(_ hit: SearchHit) -> JSONValue {
    ["score": .number(hit.score), "record": RecordJSON.value(of: hit.record)]
  }
}
