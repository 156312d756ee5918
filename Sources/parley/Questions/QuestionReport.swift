import ParleyPlugin

/// Results of questions for people: one line each, and below those that failed what was said instead.
struct QuestionReport {
  /// Characters of a reply that are shown.
  static let excerptLength = 400

  let terminal: Terminal

  func print(_ result: QuestionResult) throws {
    let word = result.isPassed ? "ok   " : "FAIL "
    let style = result.isPassed ? TextStyle.success : .failure
    let name = result.question.name.split(whereSeparator: \.isNewline).joined(separator: " ")
    try terminal.data(
      terminal.styled(word, style, colour: terminal.outputColour)
        + DisplayWidth.cut(name, to: max(20, terminal.width - 5)))
    guard !result.isPassed else { return }
    try terminal.data(
      terminal.faint("     \(result.file):\(result.question.line), \(result.persona)"))
    for reason in result.reasons { try terminal.data("     \(reason)") }
    guard let reply = result.reply else { return }
    let cited = CitedRecord.list(in: reply)
      .map { "\($0.collection)/\($0.id) “\($0.title)”" }
    try terminal.data(
      "     cited: \(cited.isEmpty ? "nothing" : cited.joined(separator: ", "))")
    for line in excerpt(reply["reply"]?.string ?? "") { try terminal.data("     > \(line)") }
  }

  func printEnd(_ results: [QuestionResult]) throws {
    let failed = results.count { !$0.isPassed }
    let time = results.reduce(0) { $0 + $1.milliseconds }
    try terminal.data(
      "\(Figures.count(results.count, "question")), \(results.count - failed) passed, "
        + "\(failed) failed (\(Figures.time(milliseconds: time)))")
  }

  private func excerpt(_ text: String) -> [Substring] {
    let shown =
      text.count > Self.excerptLength ? text.prefix(Self.excerptLength - 1) + "…" : text[...]
    return shown.split(separator: "\n")
  }
}
