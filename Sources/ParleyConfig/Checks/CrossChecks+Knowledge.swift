import ParleyPlugin

extension CrossChecks {
  mutating func checkKnowledge() {
    for (index, collection) in entries("knowledge").enumerated() {
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
    let collections = names(in: "knowledge")
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
      guard schema["collection"] != nil, let name = plugin["with"]?["collection"]?.string,
        !collections.contains(name)
      else { continue }
      report(
        "\(path).with.collection",
        "no collection is called '\(name.prefix(80))'"
          + NearestName.advice(name, among: collections))
    }
  }
}
