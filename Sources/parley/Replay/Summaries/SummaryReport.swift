import ParleyDomain
import ParleyPlugin

/// Summaries of one chat by several models, for people: figures, then the texts beside each other.
struct SummaryReport {
  let terminal: Terminal
  let facts: KeyFacts?

  func print(_ trials: [SummaryOfTrial]) throws {
    try printFigures(trials)
    try terminal.data("")
    if trials.count == 2, let left = trials.first, let right = trials.last {
      for line in SideBySide(width: max(1, terminal.width)).lines(text(left), text(right)) {
        try terminal.data(line)
      }
    } else {
      for (position, trial) in trials.enumerated() {
        if position > 0 { try terminal.data("") }
        for line in SideBySide(width: 0).wrap(text(trial), to: max(40, terminal.width)) {
          try terminal.data(line)
        }
      }
    }
  }

  /// The name, the summary, and what is wrong with it.
  private func text(_ trial: SummaryOfTrial) -> String {
    var lines = [
      "\(trial.upstream.name) (\(trial.calls.model ?? trial.upstream.model))", "",
      trial.text.isEmpty ? "no summary" : trial.text,
    ]
    let missing = facts?.missing(in: trial.text) ?? []
    if !missing.isEmpty { lines += [""] + missing.map { "lost: \($0)" } }
    if !trial.problems.isEmpty { lines += [""] + trial.problems.map { "problem: \($0)" } }
    return lines.joined(separator: "\n")
  }

  private func printFigures(_ trials: [SummaryOfTrial]) throws {
    var rows = [["", "tokens", "covers", "calls", "in", "out", "cost", "time"]]
    if facts != nil { rows[0].append("facts") }
    for trial in trials { rows.append(row(trial)) }
    let widths = rows[0].indices.map { column in
      rows.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    for (number, row) in rows.enumerated() {
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        return column == 0 ? cell + padding : padding + cell
      }
      let line = cells.joined(separator: "  ")
      try terminal.data(number == 0 ? terminal.faint(line) : line)
    }
  }

  private func row(_ trial: SummaryOfTrial) -> [String] {
    let calls = trial.calls
    let about = calls.usage.estimated ? "~" : ""
    var cells = [
      trial.upstream.name, "\(trial.tokenCount)", "\(trial.covered) of \(trial.messages)",
      "\(calls.calls)" + (calls.failures > 0 ? ", \(calls.failures) failed" : ""),
      "\(about)\(calls.usage.inputTokens)", "\(about)\(calls.usage.outputTokens)",
      trial.cost.map { "\(about)\(Figures.fixed($0.amount.units, places: 5)) \($0.currency)" }
        ?? "–",
      Figures.time(milliseconds: Double(calls.time.inMilliseconds)),
    ]
    if let facts {
      let missing = facts.missing(in: trial.text).count
      cells.append("\(facts.facts.count - missing) of \(facts.facts.count)")
    }
    return cells
  }
}
