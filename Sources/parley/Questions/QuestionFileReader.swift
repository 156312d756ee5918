import ParleyConfig
import ParleyPlugin

/// Reads a file of questions and collects everything that is wrong with it, each with its place.
struct QuestionFileReader {
  private let path: String
  /// The personas there are.
  private let personas: [String]
  private var diagnostics: [Diagnostic] = []

  private static let fileKeys = ["persona", "questions"]
  private static let questionKeys = [
    "name", "persona", "question", "turns", "cites", "cites_any", "cites_none", "contains",
    "not_contains", "matches", "answers",
  ]
  private static let wantedCheck =
    "checks nothing; give one of cites, cites_any, cites_none, contains, not_contains, matches, answers"

  private init(path: String, personas: [String]) {
    self.path = path
    self.personas = personas
  }

  /// Reads a file. Throws ``CommandFailure``: 66 when it cannot be read, 65 with every mistake in it.
  static func read(_ path: String, personas: [String]) throws -> QuestionFile {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.read(path, limit: YAMLLimits.document.bytes)
    } catch {
      throw CommandFailure(.noInput, "\(path): \(error.reason)")
    }
    return try parse(bytes, path: path, personas: personas)
  }

  /// Reads the text of a file. Throws ``CommandFailure`` with every mistake in it.
  static func parse(_ bytes: [UInt8], path: String, personas: [String]) throws -> QuestionFile {
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLDocument.parse(bytes)
    } catch {
      throw CommandFailure(.badData, "\(path):\(error)")
    }
    var reader = QuestionFileReader(path: path, personas: personas)
    let file = reader.file(
      root ?? YAMLNode(.mapping([]), at: YAMLMark(line: 1, column: 1)))
    guard reader.diagnostics.isEmpty else {
      throw CommandFailure(.badData, messages: reader.diagnostics.map(\.description))
    }
    return file
  }

  private mutating func file(_ root: YAMLNode) -> QuestionFile {
    var file = QuestionFile(path: path, persona: nil, questions: [])
    guard root.entries != nil else {
      report("expected a mapping with the keys persona and questions", root, "")
      return file
    }
    checkKeys(of: root, Self.fileKeys, "")
    file.persona = persona(in: root, "")
    guard let list = root["questions"] else {
      report("missing; the list of questions", root, "questions")
      return file
    }
    guard let nodes = list.elements, !nodes.isEmpty else {
      report("expected a list of questions, each with 'question:' and a check", list, "questions")
      return file
    }
    file.questions = nodes.enumerated().compactMap { index, node in
      question(node, "questions[\(index)]")
    }
    return file
  }

  private mutating func question(_ node: YAMLNode, _ place: String) -> Question? {
    guard node.entries != nil else {
      report("expected a mapping with 'question:' and a check such as 'cites:'", node, place)
      return nil
    }
    checkKeys(of: node, Self.questionKeys, place)
    let turns = turns(node, place)
    let expectation = expectation(node, place)
    if expectation.isEmpty, !Self.questionKeys.dropFirst(4).contains(where: { node[$0] != nil }) {
      report(Self.wantedCheck, node, place)
    }
    return Question(
      name: text(node, "name", place) ?? turns.last ?? "", persona: persona(in: node, place),
      turns: turns, expectation: expectation, line: node.mark.line)
  }

  private mutating func turns(_ node: YAMLNode, _ place: String) -> [String] {
    switch (node["question"], node["turns"]) {
    case (nil, nil):
      report("has neither 'question:' nor 'turns:'", node, place)
      return []
    case (_?, let turns?):
      report("has 'question:' already; give one of both", turns, "\(place).turns")
      return []
    case (_?, nil): return text(node, "question", place).map { [$0] } ?? []
    case (nil, _?): return texts(node, "turns", place)
    }
  }

  private mutating func expectation(_ node: YAMLNode, _ place: String) -> Expectation {
    var wanted = Expectation()
    wanted.cites = texts(node, "cites", place)
    wanted.citesAny = texts(node, "cites_any", place)
    wanted.citesNone = texts(node, "cites_none", place)
    wanted.contains = texts(node, "contains", place)
    wanted.notContains = texts(node, "not_contains", place)
    wanted.matches = texts(node, "matches", place)
    checkPatterns(wanted.matches, node["matches"], place)
    if let answers = node["answers"] {
      wanted.answers = answers.resolved().boolean
      if wanted.answers == nil { report("expected true or false", answers, "\(place).answers") }
    }
    if wanted.answers == false, !wanted.cites.isEmpty || !wanted.citesAny.isEmpty {
      report(
        "wants no record cited, but others are wanted above", node["answers"] ?? node,
        "\(place).answers")
    }
    return wanted
  }

  private mutating func checkPatterns(_ patterns: [String], _ node: YAMLNode?, _ place: String) {
    guard let node else { return }
    for (index, pattern) in patterns.enumerated() {
      do {
        _ = try Regex(pattern)
      } catch {
        let elements = node.elements ?? [node]
        report(
          "'\(pattern)' is no regular expression: \(error)",
          index < elements.count ? elements[index] : node, "\(place).matches[\(index)]")
      }
    }
  }

  /// A list of texts, or one text for a list of one.
  private mutating func texts(_ node: YAMLNode, _ key: String, _ place: String) -> [String] {
    guard let value = node[key] else { return [] }
    let elements = value.elements ?? [value]
    if elements.isEmpty { report("is empty", value, "\(place).\(key)") }
    return elements.enumerated().compactMap { index, element in
      text(element, value.elements == nil ? "\(place).\(key)" : "\(place).\(key)[\(index)]")
    }
  }

  private mutating func text(_ node: YAMLNode, _ key: String, _ place: String) -> String? {
    node[key].flatMap { text($0, "\(place).\(key)") }
  }

  private mutating func text(_ node: YAMLNode, _ place: String) -> String? {
    guard let text = node.text else {
      report("expected a text, not a list or mapping", node, place)
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      report("is empty", node, place)
      return nil
    }
    return text
  }

  private mutating func persona(in node: YAMLNode, _ place: String) -> String? {
    let path = place.isEmpty ? "persona" : "\(place).persona"
    guard let value = node["persona"], let name = text(value, path) else { return nil }
    if !personas.contains(name) {
      report(
        "there is no persona '\(name.prefix(80))'" + NearestName.advice(name, among: personas),
        value, path)
    }
    return name
  }

  private mutating func checkKeys(of node: YAMLNode, _ known: [String], _ place: String) {
    for entry in node.entries ?? [] {
      let key = entry.key.text ?? ""
      guard !known.contains(key) else { continue }
      report(
        "unknown key '\(key.prefix(80))'" + NearestName.advice(key, among: known), entry.key, place)
    }
  }

  private mutating func report(_ message: String, _ node: YAMLNode, _ place: String) {
    diagnostics.append(
      Diagnostic(
        file: path, line: node.mark.line, column: node.mark.column, path: place, message: message))
  }
}
