import Glibc
import ParleyConfig
import ParleyJSON
import ParleyKnowledge
import ParleyPlugin

extension Verb {
  /// `parley knowledge load`: a new version of a collection, or of all.
  static let knowledgeLoad = Verb(
    ["knowledge", "load"], summary: "Load collections into new versions",
    discussion: """
      Without words every collection is loaded from the sources in the configuration. A load that fails changes \
      nothing, and so does one that finds what is loaded already. What was chosen for each file, and every row that \
      was refused, is told on standard error. Columns are found by their names in several languages; --map names those \
      that are not. docs/knowledge.md lists the formats.

      With --update rows replace or add the records with their ids, and the others stay; a row without a title \
      changes only the fields that it has. --prune removes what does not occur in them. With --gate a new version is \
      searched for judged questions before it is used; below the gate the old one stays and the exit status is 1.

        parley knowledge load
        parley knowledge load catalog export.csv --map title=Bezeichnung,price=VK
        parley knowledge load catalog stock.csv --update
        parley knowledge load catalog --questions questions.csv --gate ndcg@10=0.6
      """,
    options: [
      OptionSpec(
        "format", value: .words(SourceFormat.allCases.map(\.rawValue), name: "F"),
        doc: "How the files are written (default: told by name and content)"),
      OptionSpec(
        "map", value: "FIELD=COLUMN,…", doc: "Which column a field comes from", repeatable: true),
      OptionSpec("update", doc: "Merge into what is loaded, by id"),
      OptionSpec("prune", doc: "With --update: remove what does not occur in it"),
      OptionSpec(
        "gate", value: "MEASURE=LEAST",
        doc: "Keep the old version when ndcg@10, recall@20 or mrr is below", repeatable: true),
      OptionSpec("questions", value: .file(), doc: "For --gate: questions with ids, CSV"),
      OptionSpec("queries", value: .file(), doc: "For --gate: queries, TREC"),
      OptionSpec("qrels", value: .file(), doc: "For --gate: judgments, TREC"),
      OptionSpec("dry-run", doc: "Read and check everything, change nothing"),
      OptionSpec(
        "on-error", value: .words(LoadPolicy.allCases.map(\.rawValue)),
        doc: "What to do with a row that is refused (default: skip)"),
    ],
    positionals: [
      PositionalSpec("COLLECTION", .optional, doc: "Which (default: all)"),
      PositionalSpec("FILE", .optionalMany, doc: "Instead of the sources", kind: .file),
    ], hasData: true
  ) { invocation in
    try await CommandFailure.translating {
      let shop = try Shop.open(invocation)
      let library = shop.library()
      var options = try loadOptions(invocation)
      let files = invocation.positionals("FILE")
      let names =
        invocation.positional("COLLECTION").map { [$0] } ?? library.collections.map(\.name)
      guard !names.isEmpty else {
        throw CommandFailure(
          .config, "\(shop.loaded.path): there is no collection; add one under `knowledge:`")
      }
      for name in names {
        options.gate = try await gate(for: name, of: shop, invocation)
        let progress = ProgressLine(terminal: invocation.terminal)
        defer { progress.finish() }
        let report = try await library.load(
          name, files: files.isEmpty ? nil : files, options: options
        ) { state in
          progress.show(
            "\(name): \(state.records) records, \(state.rejected) refused — \(state.file)")
        }
        progress.finish()
        try LoadSummary(report, terminal: invocation.terminal).print(
          asJSON: invocation.globals.json)
      }
    }
  }

  /// The gate of the command line; without one, that of the configuration.
  private static func gate(
    for collection: String, of shop: Shop, _ invocation: Invocation
  ) async throws -> LoadGate? {
    let gates = try evaluationGates(invocation)
    let namesQuestions = ["questions", "queries", "qrels"].contains { invocation.value($0) != nil }
    guard namesQuestions else {
      var gate = try await shop.gate(of: collection)
      guard !gates.isEmpty else { return gate }
      guard gate != nil else {
        throw UsageError(
          "option '--gate' needs questions: --questions FILE, or --queries FILE with --qrels FILE, or "
            + "`gate:` of '\(collection)' in the configuration", helpOf: invocation.verb.fullName)
      }
      gate?.gates = gates
      return gate
    }
    guard !gates.isEmpty, invocation.positional("COLLECTION") != nil else {
      throw UsageError(
        "questions are for one COLLECTION, with '--gate MEASURE=LEAST'",
        helpOf: invocation.verb.fullName)
    }
    return LoadGate(queries: try judgedQueries(invocation), gates: gates)
  }

  /// `nil` leaves it to each source.
  private static func loadMode(_ invocation: Invocation) throws -> LoadMode? {
    if invocation.flag("prune") {
      guard invocation.flag("update") else {
        throw UsageError(
          "option '--prune' belongs to '--update'; a load without it replaces everything anyway",
          helpOf: invocation.verb.fullName)
      }
      return .mergeAndPrune
    }
    if invocation.flag("update") { return .merge }
    return invocation.positionals("FILE").isEmpty ? nil : .replace
  }

  private static func loadOptions(_ invocation: Invocation) throws -> LoadOptions {
    var pairs: [(field: String, column: String)] = []
    for pair in invocation.values("map").flatMap({ $0.split(separator: ",") }) {
      let halves = pair.split(separator: "=", maxSplits: 1)
      guard halves.count == 2 else {
        throw UsageError(
          "option '--map' takes FIELD=COLUMN, not '\(pair)'", helpOf: invocation.verb.fullName)
      }
      pairs.append((String(halves[0]), String(halves[1])))
    }
    let mapping: ColumnMapping
    do {
      mapping = try ColumnMapping(pairs)
    } catch {
      throw UsageError("option '--map': \(error)", helpOf: invocation.verb.fullName)
    }
    return LoadOptions(
      format: invocation.value("format").flatMap(SourceFormat.init(rawValue:)), mapping: mapping,
      onError: invocation.value("on-error").flatMap(LoadPolicy.init(rawValue:)) ?? .skip,
      isDryRun: invocation.flag("dry-run"), mode: try loadMode(invocation),
      workingDirectory: WorkingDirectory.path)
  }
}

/// What a load did, for people and for programs.
private struct LoadSummary {
  let report: LoadReport
  let terminal: Terminal

  init(_ report: LoadReport, terminal: Terminal) {
    self.report = report
    self.terminal = terminal
  }

  func print(asJSON: Bool) throws {
    if asJSON {
      try terminal.data(JSONWriter.string(json))
      return
    }
    for note in shortNotes { terminal.talk(note) }
    for message in report.rejected { terminal.talk("refused: \(message)") }
    for message in report.warnings { terminal.talk("warning: \(message)") }
    let refused = report.rejectedRows > 0 ? ", \(report.rejectedRows) refused" : ""
    try terminal.data(
      "\(report.collection): \(report.records) records\(merged)\(refused); \(outcome)")
  }

  private var merged: String {
    guard let merge = report.merge else { return "" }
    return " (\(merge.added) added, \(merge.changed) changed, \(merge.removed) removed)"
  }

  private var outcome: String {
    guard let version = report.version else {
      return report.isUnchanged
        ? "nothing would change (dry run)" : "nothing was changed (dry run)"
    }
    return report.isUnchanged
      ? "nothing has changed, version \(version) stays" : "version \(version)"
  }

  /// How the files were understood: one line each, or one for all when many are of a kind.
  private var shortNotes: [String] {
    var kinds: [String: [String]] = [:]
    for note in report.notes { kinds[Self.kind(of: note), default: []].append(note) }
    var isTold: Set<String> = []
    return report.notes.compactMap { note in
      let kind = Self.kind(of: note)
      guard let notes = kinds[kind], notes.count > 3 else { return note }
      return isTold.insert(kind).inserted
        ? "\(report.collection): \(notes.count) files: \(kind)" : nil
    }
  }

  /// The first word after the file's name, such as `YAML`.
  private static func kind(of note: String) -> String {
    guard let space = note.lastIndex(of: "/").map({ note[$0...] })?.firstIndex(of: " ") else {
      return note
    }
    return String(note[space...].dropFirst().prefix { $0.isLetter })
  }

  private var json: JSONValue {
    [
      "collection": .string(report.collection),
      "version": report.version.map(JSONValue.string) ?? .null,
      "unchanged": .boolean(report.isUnchanged),
      "merge": report.merge.map {
        [
          "added": .integer($0.added), "changed": .integer($0.changed),
          "removed": .integer($0.removed),
        ]
      } ?? .null,
      "records": .integer(report.records), "rejected_rows": .integer(report.rejectedRows),
      "rejected": .array(report.rejected.map(row)), "warnings": .array(report.warnings.map(row)),
      "notes": .array(report.notes.map(JSONValue.string)), "seconds": .number(report.seconds),
    ]
  }

  private func row(_ message: RowMessage) -> JSONValue {
    [
      "place": .string("\(message.place)"), "field": message.field.map(JSONValue.string) ?? .null,
      "reason": .string(message.reason),
    ]
  }
}

/// The folder the program was started in.
private enum WorkingDirectory {
  static var path: String {
    guard let buffer = getcwd(nil, 0) else { return "." }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
