import ParleyPlugin

/// Results of questions as JUnit's XML, which servers for continuous integration read: a `testsuite`
/// for each file, a `testcase` for each question; `failure` is a wrong reply, `error` none at all.
enum JUnitReport {
  static func xml(_ results: [QuestionResult]) -> String {
    var files: [String] = []
    for result in results where !files.contains(result.file) { files.append(result.file) }
    let suites = files.map { file in suite(file, results.filter { $0.file == file }) }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"parley test\" \(counts(results))>\n"
      + suites.joined() + "</testsuites>\n"
  }

  private static func suite(_ file: String, _ results: [QuestionResult]) -> String {
    "  <testsuite name=\"\(escaped(file))\" \(counts(results))>\n"
      + results.map(testCase).joined() + "  </testsuite>\n"
  }

  private static func testCase(_ result: QuestionResult) -> String {
    let head =
      "    <testcase name=\"\(escaped(result.question.name))\" "
      + "classname=\"\(escaped(result.persona))\" file=\"\(escaped(result.file))\" "
      + "line=\"\(result.question.line)\" time=\"\(seconds(result.milliseconds))\""
    guard !result.isPassed else { return head + "/>\n" }
    let tag = result.problem == nil ? "failure" : "error"
    let reply = result.reply?["reply"]?.string ?? ""
    let told = (result.reasons + (reply.isEmpty ? [] : ["", reply])).joined(separator: "\n")
    return head + ">\n      <\(tag) message=\"\(escaped(result.reasons.first ?? ""))\">"
      + "\(escaped(told))</\(tag)>\n    </testcase>\n"
  }

  private static func counts(_ results: [QuestionResult]) -> String {
    let errors = results.count { $0.problem != nil }
    let failures = results.count { !$0.isPassed } - errors
    let time = results.reduce(0) { $0 + $1.milliseconds }
    return "tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"\(errors)\" "
      + "time=\"\(seconds(time))\""
  }

  private static func seconds(_ milliseconds: Double) -> String {
    Figures.fixed(milliseconds / 1000, places: 3)
  }

  /// Text for attributes and content. Characters that XML 1.0 cannot hold, not even escaped, become
  /// the replacement character.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Kept through a parser's normalization of attributes.
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      case "\t": result += "&#9;"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
