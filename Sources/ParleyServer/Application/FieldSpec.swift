import ParleyPlugin

/// A member of a body, or a name in a query: feeds validation and `/openapi.json`.
struct FieldSpec: Sendable {
  enum Kind: Sendable, Hashable {
    /// At most this many characters.
    case text(atMost: Int)
    case oneOf([String])
    case boolean
    case integer(ClosedRange<Int>)
    /// Anything; the route looks itself.
    case any
  }

  var name: String
  var kind: Kind
  var isRequired: Bool
  var doc: String

  init(_ name: String, _ kind: Kind, required: Bool = false, _ doc: String) {
    self.name = name
    self.kind = kind
    self.isRequired = required
    self.doc = doc
  }

  /// What is wrong with a value; `nil` when nothing is.
  func fault(in value: JSONValue) -> String? {
    switch kind {
    case .text(let most):
      guard let text = value.string else { return "expected a text" }
      guard text.unicodeScalars.count > most, text.count > most else { return nil }
      return "has \(text.count) characters; the limit is \(most)"
    case .oneOf(let names):
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      guard let text = value.string else { return "expected one of \(list)" }
      return names.contains(text)
        ? nil
        : "'\(Problem.shown(text))' is none of \(list)\(Spelling.question(text, among: names))"
    case .boolean: return value.boolean == nil ? "expected true or false" : nil
    case .integer(let range):
      guard case .integer(let number) = value, range.contains(number) else {
        return "expected a whole number from \(range.lowerBound) to \(range.upperBound)"
      }
      return nil
    case .any: return nil
    }
  }

  /// Its JSON Schema.
  var schema: JSONValue {
    var schema: [String: JSONValue] = ["description": .string(doc)]
    switch kind {
    case .text(let most):
      schema["type"] = "string"
      schema["maxLength"] = .integer(most)
    case .oneOf(let names):
      schema["type"] = "string"
      schema["enum"] = .array(names.map(JSONValue.string))
    case .boolean: schema["type"] = "boolean"
    case .integer(let range):
      schema["type"] = "integer"
      schema["minimum"] = .integer(range.lowerBound)
      schema["maximum"] = .integer(range.upperBound)
    case .any: break
    }
    return .object(schema)
  }
}

/// Finds the name that somebody probably meant.
enum Spelling {
  /// `; did you mean 'message'?`, or nothing when no name is within two edits.
  static func question(_ name: String, among known: [String]) -> String {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    let near = known.map { ($0, edits(wanted, Array($0.lowercased().unicodeScalars))) }
      .filter { $0.1 <= (wanted.count < 6 ? 1 : 2) }.min { $0.1 < $1.1 }
    return near.map { "; did you mean '\($0.0)'?" } ?? ""
  }

  /// How many letters have to be added, dropped or changed (Levenshtein).
  private static func edits(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var last = Array(0...second.count)
    for (row, letter) in first.enumerated() {
      var current = [row + 1]
      for (column, other) in second.enumerated() {
        current.append(
          min(
            last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1))
      }
      last = current
    }
    return last[second.count]
  }
}
