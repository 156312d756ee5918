import ParleyPlugin

/// What a new version must be worth before it takes the place of the one in use.
package struct LoadGate: Sendable, Hashable {
  package var queries: [JudgedQuery]
  package var gates: [EvaluationGate]

  package init(queries: [JudgedQuery], gates: [EvaluationGate]) {
    self.queries = queries
    self.gates = gates
  }

  /// Searches a version for every question. Blocks; not for a thread of the cooperative pool.
  ///
  /// - Throws: ``GateFailure`` when a measure is below its gate; `CancellationError`; what the search
  ///   throws.
  func judge(
    _ version: KnowledgeVersion, with search: any CollectionSearch,
    isCancelled: @escaping () -> Bool
  ) throws {
    let name = version.collection.name
    let pinned = PinnedKnowledge([name: .success(version)], search: search)
    let queries = queries
    let evaluation = try BlockingTask.wait(isCancelled: isCancelled) {
      try await Evaluation(of: name, in: pinned, queries: queries)
    }
    for gate in gates where !gate.isPassed(by: evaluation) {
      throw GateFailure(collection: name, gate: gate, value: gate.value(of: evaluation))
    }
  }
}

/// A version answers judged questions worse than it must.
package struct GateFailure: Error, Sendable, Hashable, CustomStringConvertible {
  package var collection: String
  package var gate: EvaluationGate
  package var value: Double

  package var description: String {
    "\(gate.measure.rawValue) of '\(collection)' would be \(EvaluationGate.decimals(value)), below the "
      + "gate of \(gate.least); the version in use stays"
  }
}

extension EvaluationGate {
  /// With four decimals, rounded down: a value below a gate never reads as if it had reached it.
  static func decimals(_ value: Double) -> String {
    let parts = Int((max(0, min(1, value)) * 10_000).rounded(.down))
    let fraction = String(parts % 10_000)
    return "\(parts / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
  }
}
