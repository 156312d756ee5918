import ParleyDomain
import ParleyPlugin

/// Replayed turns for people: what would change in each prompt, and both replies when the model was
/// asked.
struct ReplayReport {
  let terminal: Terminal

  func printHead(_ recording: RecordedChat, persona: String, configuration: String) throws {
    let title = recording.chat.title.isEmpty ? "" : " “\(recording.chat.title)”"
    try terminal.data(
      terminal.strong("\(recording.chat.id)\(title)")
        + " with \(persona), replayed with \(configuration)")
    if recording.traces.isEmpty, !recording.turns.isEmpty {
      terminal.talk(
        "no turn was recorded with its prompt (an export needs ?traces=true); nothing is compared")
    }
  }

  func print(_ turn: ReplayedTurn, number: Int) throws {
    try terminal.data("")
    let question = turn.recorded.question.content.split(whereSeparator: \.isNewline)
      .joined(separator: " ")
    try terminal.data(
      terminal.strong(DisplayWidth.cut("\(number). \(question)", to: max(20, terminal.width))))
    try terminal.data("   \(verdict(of: turn))")
    if let problem = turn.problem { try terminal.data("   now: \(problem)") }
    try printParts(turn)
    try printDropped(turn)
    if turn.reply != nil || turn.replyProblem != nil { try printReplies(turn) }
  }

  func printEnd(turns: Int, changed: Int) throws {
    try terminal.data("")
    try terminal.data("\(Figures.count(turns, "turn")), \(changed) changed")
  }

  private func verdict(of turn: ReplayedTurn) -> String {
    guard let then = turn.recorded.trace else {
      return "not recorded; now \(cost(turn.now))"
    }
    guard turn.isChanged else { return "the same: \(cost(turn.now))" }
    let costs = (cost(then), cost(turn.now))
    return costs.0 == costs.1 ? "changed: \(costs.0)" : "changed: \(costs.0) → \(costs.1)"
  }

  /// `512 tokens for main, knowledge 300 of 4000`
  private func cost(_ explanation: JSONValue?) -> String {
    guard let explanation else { return "no prompt" }
    if let verdict = explanation["verdict"] {
      return
        "\(verdict["outcome"]?.string ?? "answered") by plugin '\(verdict["plugin"]?.string ?? "")'"
    }
    guard let budget = explanation["budget"] else { return "no prompt" }
    let upstream = PromptComparison.firstUpstream(explanation) ?? "nobody"
    return "\(budget["prompt"]?.integer ?? 0) tokens for \(upstream), knowledge "
      + "\(budget["knowledge"]?.integer ?? 0) of \(budget["knowledge_limit"]?.integer ?? 0)"
  }

  private func printParts(_ turn: ReplayedTurn) throws {
    guard let comparison = turn.comparison else { return }
    for change in comparison.changes {
      switch change.kind {
      case .added: try printLine("+ \(name(change)), \(change.tokensNow ?? 0) tokens", .success)
      case .removed: try printLine("- \(name(change)), \(change.tokensThen ?? 0) tokens", .failure)
      case .changed:
        try printLine(
          "~ \(name(change)), \(change.tokensThen ?? 0) → \(change.tokensNow ?? 0) tokens",
          .warning)
        for line in change.difference { try printLine("  " + line, style(of: line)) }
      case .renumbered: break
      }
    }
    let renumbered = comparison.changes.count { $0.kind == .renumbered }
    if renumbered > 0 {
      try terminal.data("   \(Figures.count(renumbered, "part")) under another citation number")
    }
    if comparison.isReordered { try terminal.data("   the same parts in another order or place") }
  }

  private func printDropped(_ turn: ReplayedTurn) throws {
    let before = Set(turn.recorded.trace?["dropped"]?.array ?? [])
    for part in turn.now?["dropped"]?.array ?? [] where !before.contains(part) {
      let record = part["source"].map {
        " \($0["collection"]?.string ?? "")/\($0["id"]?.string ?? "")"
      }
      try terminal.data(
        terminal.faint(
          "   dropped now: \(part["plugin"]?.string ?? "")\(record ?? ""), "
            + "\(part["tokens"]?.integer ?? 0) tokens: \(part["reason"]?.string ?? "")"))
    }
  }

  private func printReplies(_ turn: ReplayedTurn) throws {
    let then = column("then", turn.recordedReply, nil)
    let now = column("now", turn.reply ?? .null, turn.replyProblem)
    for line in SideBySide(width: max(1, terminal.width - 3)).lines(then, now) {
      try terminal.data("   " + line)
    }
  }

  private func column(_ name: String, _ reply: JSONValue, _ problem: String?) -> String {
    if let problem { return "\(name): no reply\n\n\(problem)" }
    var words = [reply["model"]?.string ?? "no model"]
    if let usage = reply["usage"], let input = usage["input_tokens"]?.integer {
      words.append("\(input) tokens in, \(usage["output_tokens"]?.integer ?? 0) out")
    }
    let citations = (reply["citations"]?.array ?? []).map { citation in
      "[\(citation["index"]?.integer ?? 0)] \(citation["title"]?.string ?? "")"
    }
    return
      (["\(name): \(words.joined(separator: ", "))", "", reply["reply"]?.string ?? "", ""]
      + citations).joined(separator: "\n")
  }

  private func name(_ change: PromptComparison.Change) -> String {
    let record = change.record.map { " \($0)" } ?? ""
    let title = change.title.map { " “\($0)”" } ?? ""
    return "\(change.plugin): \(change.part)\(record)\(title)"
  }

  private func style(of line: String) -> TextStyle {
    switch line.first {
    case "+": .success
    case "-": .failure
    default: .faint
    }
  }

  private func printLine(_ line: String, _ style: TextStyle) throws {
    try terminal.data(
      terminal.styled("   \(line)", style, colour: terminal.outputColour))
  }
}
