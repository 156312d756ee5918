import ParleyPlugin

extension CrossChecks {
  mutating func checkKnowledge() {
    for (index, collection) in entries("knowledge").enumerated() {
      if let gate = collection["gate"] { checkGate(gate, "knowledge[\(index)].gate") }
      var lines: [JSONValue: Int] = [:]
      for (number, source) in (collection["sources"]?.array ?? []).enumerated()
      where source.object != nil {
        let path = "knowledge[\(index)].sources[\(number)]"
        checkSource(source, path)
        guard let origin = source["path"] ?? source["command"] else { continue }
        let line = mark(of: path).line
        if let first = lines.updateValue(line, forKey: origin) {
          report(path, "this source stands twice: in line \(first) and here")
        }
      }
    }
  }

  /// A gate needs questions with answers, in one of two ways, and at least one measure.
  private mutating func checkGate(_ gate: JSONValue, _ path: String) {
    let given = { (name: String) in gate[name].map { $0 != .null } ?? false }
    let asTable = given("questions")
    let asTREC = given("queries") && given("qrels")
    if asTable == asTREC || (asTable && (given("queries") || given("qrels"))) {
      report(path, "expected 'questions', or 'queries' with 'qrels'")
    }
    if !["ndcg@10", "recall@20", "mrr"].contains(where: given) {
      report(path, "expected at least one of 'ndcg@10', 'recall@20' and 'mrr'")
    }
  }

  private mutating func checkSource(_ source: JSONValue, _ path: String) {
    let hasPath = marks["\(path).path"] != nil
    let hasCommand = marks["\(path).command"] != nil
    if hasPath == hasCommand {
      report(
        path, hasPath ? "expected 'path' or 'command', not both" : "expected 'path' or 'command'")
    }
    if hasCommand, marks["\(path).format"] == nil {
      report("\(path).format", "missing; the output of a command has no name that tells its format")
    }
  }

  mutating func checkPlugins() {
    let known = plugins.keys.sorted()
    let (collections, upstreams) = (names(in: "knowledge"), names(in: "upstreams"))
    for (index, plugin) in entries("plugins").enumerated() {
      guard let use = plugin["use"]?.string else { continue }
      let path = "plugins[\(index)]"
      guard let schema = plugins[use] else {
        let nearest = NearestName.of(use, among: known).map { "; did you mean '\($0)'?" } ?? ""
        report(
          "\(path).use",
          "no plugin is called '\(use.prefix(80))'\(nearest)\(nearest.isEmpty ? ";" : "") known are \(known.joined(separator: ", "))"
        )
        continue
      }
      for (key, noun, known) in [
        ("collection", "collection", collections), ("upstream", "upstream", upstreams),
      ] {
        guard schema[key] != nil, let name = plugin["with"]?[key]?.string, !known.contains(name)
        else { continue }
        report(
          "\(path).with.\(key)",
          "no \(noun) is called '\(name.prefix(80))'" + NearestName.advice(name, among: known))
      }
    }
  }
}
