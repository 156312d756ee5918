import ParleyPlugin

/// What became of one question.
struct QuestionResult: Sendable {
  /// The file it stands in, as given on the command line.
  var file: String
  var question: Question
  var persona: String
  /// What is wrong with the last reply; empty when the question passed.
  var faults: [String]
  /// Why there was no reply, when there was none.
  var problem: String?
  /// The last reply object, as `parley ask --json` prints it.
  var reply: JSONValue?
  var milliseconds: Double

  var isPassed: Bool { faults.isEmpty && problem == nil }

  /// The faults, or why there was no reply.
  var reasons: [String] { problem.map { ["no reply: \($0)"] } ?? faults }

  /// `{file, line, name, persona, turns[], passed, failures[], reply?, citations[], model?, usage?,
  /// milliseconds}`
  var json: JSONValue {
    var json: [String: JSONValue] = [
      "file": .string(file), "line": .integer(question.line), "name": .string(question.name),
      "persona": .string(persona), "turns": .array(question.turns.map(JSONValue.string)),
      "passed": .boolean(isPassed), "failures": .array(reasons.map(JSONValue.string)),
      "citations": reply?["citations"] ?? [], "milliseconds": .number(milliseconds),
    ]
    json["reply"] = reply?["reply"]
    json["model"] = reply?["model"]
    json["usage"] = reply?["usage"]
    return .object(json)
  }
}
