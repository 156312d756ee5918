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
      The words are words, never query syntax. How they were read is told on standard error. Behind the records that \
      fit, weak matches follow, which plugins do not see; --explain tells what each score is made of.

        parley knowledge search books "something like Dune under $12" -k 3
      """,
    options: [
      OptionSpec("limit", short: "k", value: "N", doc: "The most records to print (default: 10)"),
      OptionSpec("explain", doc: "Tell what each score is made of"),
    ],
    positionals: [
      PositionalSpec("COLLECTION", doc: "Which"), PositionalSpec("QUERY", .many, doc: "What for"),
    ], hasData: true
  ) { invocation in
    let limit = try invocation.integer("limit", in: 1...1000) ?? 10
    try await CommandFailure.translating {
      let library = try Shop.open(invocation).library()
      let query = KnowledgeQuery(
        collection: invocation.positional("COLLECTION") ?? "",
        text: invocation.positionals("QUERY").joined(separator: " "), limit: limit,
        includesWeaker: true)
      let printer = SearchPrinter(terminal: invocation.terminal, asJSON: invocation.globals.json)
      if invocation.flag("explain") {
        let version = try await library.currentVersion(of: query.collection)
        try printer.print(await LexicalSearch().explain(query, in: version))
      } else {
        try printer.print(await library.snapshot().search(query))
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
