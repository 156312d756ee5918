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
    head(name, help, "histogram")
    for (bound, count) in zip(histogram.bounds, histogram.counts) {
      text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(histogram.count)\n"
    text += "\(name)_sum \(histogram.sum)\n\(name)_count \(histogram.count)\n"
  }

  private mutating func series(
    _ name: String, _ help: String, _ type: String, _ labels: [String], _ values: [[String]: Int]
  ) {
    head(name, help, type)
    for (names, value) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let pairs = zip(labels, names).map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",")
      text += pairs.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs)} \(value)\n"
    }
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
