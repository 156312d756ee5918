import ParleyDomain

/// Writes Prometheus's text format 0.0.4.
struct MetricsPage: Sendable {
  private(set) var text = ""

  mutating func counter(
    _ name: String, _ help: String, _ labels: [String], _ values: [[String]: Int]
  ) {
    series(name, help, "counter", labels, values)
  }

  mutating func gauge(
    _ name: String, _ help: String, _ labels: [String], _ values: [[String]: Int]
  ) {
    series(name, help, "gauge", labels, values)
  }

  mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
    self.histogram(name, help, [], [[]: histogram])
  }

  mutating func histogram(
    _ name: String, _ help: String, _ labels: [String], _ values: [[String]: Histogram]
  ) {
    head(name, help, "histogram")
    for (names, histogram) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for (bound, count) in zip(histogram.bounds, histogram.counts) {
        let pairs = pairs(labels + ["le"], names + ["\(bound)"])
        text += "\(name)_bucket\(pairs) \(count)\n"
      }
      text += "\(name)_bucket\(pairs(labels + ["le"], names + ["+Inf"])) \(histogram.count)\n"
      let pairs = pairs(labels, names)
      text += "\(name)_sum\(pairs) \(histogram.sum)\n\(name)_count\(pairs) \(histogram.count)\n"
    }
  }

  private mutating func series(
    _ name: String, _ help: String, _ type: String, _ labels: [String], _ values: [[String]: Int]
  ) {
    head(name, help, type)
    for (names, value) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      text += "\(name)\(pairs(labels, names)) \(value)\n"
    }
  }

  /// `{label="value",…}`; nothing without labels.
  private func pairs(_ labels: [String], _ names: [String]) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = zip(labels, names).map { "\($0)=\"\(escaped($1))\"" }
    return "{\(pairs.joined(separator: ","))}"
  }

  private mutating func head(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private func escaped(_ value: String) -> String {
    var result = ""
    for character in value {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }
}
