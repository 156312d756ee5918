import ParleyPlugin

/// Checks that need more than one setting: names that refer to others, limits that contradict.
///
/// Works on the values that were read without fault, so that its findings come together with those
/// of the reader.
struct CrossChecks {
  let value: JSONValue
  let file: String
  let marks: [String: YAMLMark]
  let plugins: [String: OptionSchema]
  private(set) var diagnostics: [Diagnostic] = []

  init(
    _ value: JSONValue, file: String, marks: [String: YAMLMark], plugins: [String: OptionSchema]
  ) {
    self.value = value
    self.file = file
    self.marks = marks
    self.plugins = plugins
  }

  /// All findings, errors and warnings.
  mutating func run() -> [Diagnostic] {
    for list in ["upstreams", "knowledge", "plugins", "personas"] { checkNames(in: list) }
    checkServer()
    checkSessions()
    checkUpstreams()
    checkKnowledge()
    checkPlugins()
    checkPersonas()
    noteMissingParts()
    return diagnostics
  }

  mutating func report(
    _ path: String, _ message: String, severity: Diagnostic.Severity = .error
  ) {
    let mark = mark(of: path)
    diagnostics.append(
      Diagnostic(
        file: file, line: mark.line, column: mark.column, path: path, message: message,
        severity: severity))
  }

  /// Where a setting stands; where what holds it stands when it was left out.
  func mark(of path: String) -> YAMLMark {
    var path = path[...]
    while true {
      if let mark = marks[String(path)] { return mark }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else {
        return marks[""] ?? YAMLMark(line: 1, column: 1)
      }
      path = path[..<end]
    }
  }

  func entries(_ list: String) -> [JSONValue] { value[list]?.array ?? [] }

  /// The names in a list of named entries, in its order.
  func names(in list: String) -> [String] {
    entries(list).compactMap { $0["name"]?.string }
  }

  private mutating func checkNames(in list: String) {
    var lines: [String: Int] = [:]
    for (index, entry) in entries(list).enumerated() {
      guard let name = entry["name"]?.string else { continue }
      let path = "\(list)[\(index)].name"
      if let first = lines[name] {
        report(path, "the name '\(name)' stands twice: in line \(first) and here")
      } else {
        lines[name] = mark(of: path).line
      }
    }
  }

  /// Checks references from a list of texts to the names of another list.
  mutating func checkReferences(
    _ path: String, _ references: JSONValue?, to list: String, as word: String
  ) {
    let known = names(in: list)
    var seen: Set<String> = []
    for (index, reference) in (references?.array ?? []).enumerated() {
      guard let name = reference.string else { continue }
      if !known.contains(name) {
        report(
          "\(path)[\(index)]",
          "no \(word) is called '\(name.prefix(80))'" + NearestName.advice(name, among: known))
      } else if !seen.insert(name).inserted {
        report("\(path)[\(index)]", "'\(name)' stands twice in this list")
      }
    }
  }

  private mutating func noteMissingParts() {
    for (list, meaning) in [
      ("upstreams", "no model is asked"), ("knowledge", "no records are searched"),
      ("plugins", "nothing is put into the prompt"), ("personas", "there is nobody to talk to"),
    ] where entries(list).isEmpty {
      report(list, "nothing is configured here: \(meaning)", severity: .warning)
    }
  }
}
