import ParleyPlugin

/// The loads of knowledge that ran while the server runs, by collection.
struct LoadFigures: Sendable {
  private var counts: [[String]: Int] = [:]
  private var successes: [String: Timestamp] = [:]
  /// Why the last load failed; none after one that did not.
  private var errors: [String: String] = [:]

  mutating func add(_ collection: String, _ result: Metrics.LoadResult, at time: Timestamp) {
    counts[[collection, result.label], default: 0] += 1
    if case .failed(let error) = result {
      errors[collection] = error
    } else {
      successes[collection] = time
      errors[collection] = nil
    }
  }

  func write(to page: inout MetricsPage) {
    page.counter(
      "parley_knowledge_loads_total", "Scheduled loads of knowledge, by what became of them.",
      ["collection", "result"], counts)
    page.gauge(
      "parley_knowledge_last_load_success_timestamp_seconds",
      "When the sources of a collection were last read without an error.", ["collection"],
      Dictionary(
        successes.map { ([$0.key], Int(clamping: $0.value.milliseconds / 1000)) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// For `parley status`: when each collection was loaded, and what is wrong now.
  var json: JSONValue {
    let names = Set(successes.keys).union(errors.keys)
    return .object(
      Dictionary(
        names.map { name in
          (
            name,
            [
              "last_success": successes[name].map { .string($0.description) } ?? .null,
              "error": errors[name].map(JSONValue.string) ?? .null,
            ]
          )
        }, uniquingKeysWith: { first, _ in first }))
  }
}

extension Metrics {
  /// What became of a scheduled load.
  package enum LoadResult: Sendable, Hashable {
    case loaded
    /// The sources hold what the version in use holds.
    case unchanged
    /// Why; the version in use stays.
    case failed(String)

    fileprivate var label: String {
      switch self {
      case .loaded: "loaded"
      case .unchanged: "unchanged"
      case .failed: "failed"
      }
    }
  }
}
