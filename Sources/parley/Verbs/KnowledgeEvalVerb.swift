import ParleyJSON
import ParleyKnowledge

extension Verb {
  /// `parley knowledge eval COLLECTION`: how well judged questions are answered.
  static let knowledgeEval = Verb(
    ["knowledge", "eval"], summary: "Measure a collection on judged questions",
    discussion: """
      Questions come from a table (--questions: the question, then the ids of records that answer it) or from TREC \
      files (--queries: id, tab, text; --qrels: id, 0, record, grade). nDCG@10, recall@20 and the mean reciprocal rank \
      are those of trec_eval; the interval tells how much they depend on which questions were asked.

        parley knowledge eval books --questions questions.csv
        parley knowledge eval catalog --queries queries.tsv --qrels qrels.txt --gate ndcg@10=0.6
      """,
    options: [
      OptionSpec("questions", value: .file(), doc: "Questions with ids, CSV"),
      OptionSpec("queries", value: .file(), doc: "Queries, TREC"),
      OptionSpec("qrels", value: .file(), doc: "Judgments, TREC"),
      OptionSpec("run", value: .file(), doc: "Write the rankings as a TREC run"),
      OptionSpec("worst", value: "N", doc: "How many of the worst questions to list (default: 10)"),
      OptionSpec(
        "gate", value: "MEASURE=LEAST",
        doc: "Exit with 1 when ndcg@10, recall@20 or mrr is below", repeatable: true),
    ],
    positionals: [PositionalSpec("COLLECTION", doc: "Which")], hasData: true
  ) { invocation in
    let gates = try evaluationGates(invocation)
    let worst = try invocation.integer("worst", in: 0...1_000_000) ?? 10
    try await CommandFailure.translating {
      let queries = try judgedQueries(invocation)
      let collection = invocation.positional("COLLECTION") ?? ""
      let snapshot = try await Shop.open(invocation).library().snapshot()
      let evaluation = try await Evaluation(of: collection, in: snapshot, queries: queries)
      if let path = invocation.value("run") {
        try OutputFile.write(evaluation.run(named: "parley"), to: path)
      }
      try EvaluationReport(evaluation, worst: worst, terminal: invocation.terminal).print(
        asJSON: invocation.globals.json)
      for gate in gates where !gate.isPassed(by: evaluation) {
        throw CommandFailure(
          .failed,
          "\(gate.measure.rawValue) is \(gate.value(of: evaluation).rounded(to: 4)), below the gate of \(gate.least)"
        )
      }
    }
  }

  /// The questions that the options name. Throws ``UsageError`` and ``KnowledgeError``.
  static func judgedQueries(_ invocation: Invocation) throws -> [JudgedQuery] {
    switch (invocation.value("questions"), invocation.value("queries"), invocation.value("qrels")) {
    case (let questions?, nil, nil): return try JudgmentFiles.questions(questions)
    case (nil, let queries?, let judgments?):
      return try JudgmentFiles.trec(queries: queries, judgments: judgments)
    default:
      throw UsageError(
        "give either --questions FILE, or --queries FILE with --qrels FILE",
        helpOf: invocation.verb.fullName)
    }
  }

  /// What `--gate` asks for. Throws ``UsageError``.
  static func evaluationGates(_ invocation: Invocation) throws -> [EvaluationGate] {
    try invocation.values("gate").map { text in
      guard let gate = EvaluationGate(text) else {
        let measures = EvaluationGate.Measure.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(
          "option '--gate' takes MEASURE=LEAST with \(measures) and a number from 0 to 1, not '\(text)'",
          helpOf: invocation.verb.fullName)
      }
      return gate
    }
  }
}

/// What an evaluation came to, for people and for programs.
private struct EvaluationReport {
  let evaluation: Evaluation
  let worst: Int
  let terminal: Terminal

  init(_ evaluation: Evaluation, worst: Int, terminal: Terminal) {
    self.evaluation = evaluation
    self.worst = worst
    self.terminal = terminal
  }

  func print(asJSON: Bool) throws {
    if asJSON {
      try terminal.data(
        JSONWriter.string(evaluation.json, pretty: terminal.outputIsTerminal))
      return
    }
    try terminal.data("\(evaluation.answers.count) questions, version \(evaluation.version)")
    for (name, estimate) in [
      ("nDCG@10", evaluation.ndcg), ("recall@20", evaluation.recall),
      ("MRR", evaluation.reciprocalRank),
    ] {
      let interval = estimate.interval
      try terminal.data(
        "\(name.padded(to: 10)) \(estimate.mean.rounded(to: 4))  "
          + terminal.faint(
            "\(interval.lowerBound.rounded(to: 3)) to \(interval.upperBound.rounded(to: 3))"))
    }
    let losses = evaluation.answers.filter { $0.measures.ndcg < 1 }
      .sorted { $0.measures.ndcg < $1.measures.ndcg }.prefix(worst)
    if !losses.isEmpty { terminal.talk("the worst:") }
    for loss in losses {
      let found = loss.ranking.first.map { "first found: \($0)" } ?? "found nothing"
      terminal.talk("  \(loss.measures.ndcg.rounded(to: 3))  \(loss.query.text)  (\(found))")
    }
  }
}

extension Double {
  /// With so many decimals.
  func rounded(to decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let whole = Int((self * scale).rounded())
    let fraction = String(whole % Int(scale))
    return "\(whole / Int(scale))."
      + String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
