package import ParleyDomain
package import ParleyPlugin

/// How well a collection answers judged questions.
package struct Evaluation: Sendable {
  /// One question with what was found for it.
  package struct Answer: Sendable {
    package var query: JudgedQuery
    /// Record ids, best first.
    package var ranking: [String]
    package var measures: RankingMeasures
  }

  /// How many records are looked at for each question.
  package static let depth = 100

  package var answers: [Answer]
  /// The version that answered.
  package var version: String

  /// Searches for each question as plugins do, and looks at weak matches too. Throws what the search throws.
  package init(
    of collection: String, in snapshot: any KnowledgeSnapshot, queries: [JudgedQuery]
  ) async throws {
    answers = []
    version = ""
    for query in queries {
      try Task.checkCancellation()
      let result = try await snapshot.search(
        KnowledgeQuery(
          collection: collection, text: query.text, limit: Evaluation.depth, includesWeaker: true))
      let ranking = result.ranking.map(\.record.reference.id)
      version = result.version
      answers.append(
        Answer(
          query: query, ranking: ranking,
          measures: RankingMeasures(of: ranking, grades: query.grades)))
    }
  }

  package var ndcg: MeanEstimate { MeanEstimate(of: answers.map(\.measures.ndcg)) }
  package var recall: MeanEstimate { MeanEstimate(of: answers.map(\.measures.recall)) }
  package var reciprocalRank: MeanEstimate {
    MeanEstimate(of: answers.map(\.measures.reciprocalRank))
  }

  /// The rankings as a TREC run: `query Q0 record rank score name`, one a line.
  package func run(named name: String) -> String {
    var lines = ""
    for answer in answers {
      for (index, id) in answer.ranking.enumerated() {
        let score = answer.ranking.count - index
        lines += "\(answer.query.id) Q0 \(id) \(index + 1) \(score) \(name)\n"
      }
    }
    return lines
  }

  /// The evaluation as programs read it.
  package var json: JSONValue {
    [
      "queries": .integer(answers.count), "version": .string(version),
      "ndcg@10": MeanShape.json(ndcg), "recall@20": MeanShape.json(recall),
      "mrr": MeanShape.json(reciprocalRank),
      "per_query": .array(
        answers.map { answer in
          [
            "id": .string(answer.query.id), "query": .string(answer.query.text),
            "ndcg@10": .number(answer.measures.ndcg), "recall@20": .number(answer.measures.recall),
            "rr": .number(answer.measures.reciprocalRank),
            "found": .array(answer.ranking.prefix(10).map(JSONValue.string)),
          ]
        }),
    ]
  }
}

private enum MeanShape {
  static func json(_ estimate: MeanEstimate) -> JSONValue {
    [
      "mean": .number(estimate.mean),
      "ci95": [.number(estimate.interval.lowerBound), .number(estimate.interval.upperBound)],
    ]
  }
}
