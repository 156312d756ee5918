import ParleyPlugin

/// An explanation for people: each part under a heading with its plugin, record and cost, then what
/// happened around it.
struct ExplanationReport {
  private let explanation: JSONValue
  private let terminal: Terminal

  /// - Parameter explanation: what `POST /api/explain` answers.
  init(_ explanation: JSONValue, terminal: Terminal) {
    self.explanation = explanation
    self.terminal = terminal
  }

  func print() throws {
    try printMessages()
    for dropped in list("dropped") {
      try faint("dropped: \(name(dropped)): \(text(dropped, "reason"))")
    }
    for lookup in list("lookups") { try faint("looked up: \(reading(lookup))") }
    for hook in list("hooks") { try faint("hook: \(outcome(hook))") }
    try terminal.data(summary)
  }

  private func printMessages() throws {
    let parts = list("parts")
    for (position, message) in list("messages").enumerated() {
      try terminal.data(terminal.strong("== \(text(message, "role"))"))
      for part in parts where part["message"]?.integer == position {
        try terminal.data(terminal.faint("-- \(heading(part))"))
        let content = text(part, "text")
        try terminal.data(content, terminator: content.hasSuffix("\n") ? "" : "\n")
      }
    }
  }

  private func heading(_ part: JSONValue) -> String {
    var words = [
      "\(text(part, "plugin")): \(text(part, "kind"))", "\(part["tokens"]?.integer ?? 0) tokens",
    ]
    if let source = part["source"] {
      words.append("\(text(source, "collection"))/\(text(source, "id")) “\(text(source, "title"))”")
    }
    if let score = part["score"]?.number {
      words.append("score \(Figures.fixed(score, places: 2))")
    }
    if let time = part["milliseconds"]?.number, time > 0 {
      words.append(Figures.time(milliseconds: time))
    }
    return words.joined(separator: ", ")
  }

  private func name(_ dropped: JSONValue) -> String {
    let record = dropped["source"].map { " \(text($0, "collection"))/\(text($0, "id"))" } ?? ""
    return "\(text(dropped, "plugin"))\(record), \(dropped["tokens"]?.integer ?? 0) tokens"
  }

  private func reading(_ lookup: JSONValue) -> String {
    let filters = (lookup["reading"]?["filters"]?.array ?? []).compactMap(\.string)
    let order = lookup["reading"]?["order"]?.string.map { ["\($0) first"] } ?? []
    let understood = filters + order
    let words = understood.isEmpty ? "" : ", read as \(understood.joined(separator: "; "))"
    return "\(text(lookup, "plugin")) in \(text(lookup, "collection"))\(words): "
      + "\(lookup["total"]?.integer ?? 0) fit\(nearest(lookup)), "
      + Figures.time(milliseconds: lookup["milliseconds"]?.number ?? 0)
  }

  /// What was shown in the place of records that filters left none of.
  private func nearest(_ lookup: JSONValue) -> String {
    let emptied = (lookup["reading"]?["emptied"]?.array ?? []).compactMap(\.string)
    guard !emptied.isEmpty else { return "" }
    return " (the nearest \(lookup["nearest"]?.array?.count ?? 0) without "
      + "\(emptied.joined(separator: "; ")))"
  }

  private func outcome(_ hook: JSONValue) -> String {
    let outcome = text(hook, "outcome")
    let parts = hook["parts"]?.integer.map { " (\($0))" } ?? ""
    let reason = hook["reason"]?.string.map { ": \($0)" } ?? ""
    let time = Figures.time(milliseconds: hook["milliseconds"]?.number ?? 0)
    return "\(text(hook, "plugin")) \(text(hook, "hook")), \(time), \(outcome)\(parts)\(reason)"
  }

  private var summary: String {
    let persona = text(explanation, "persona")
    if let verdict = explanation["verdict"] {
      return
        "no model is asked: plugin '\(text(verdict, "plugin"))' \(text(verdict, "outcome")) for "
        + "\(persona):\n\(text(verdict, "text"))"
    }
    func tokens(_ key: String) -> String { "\(explanation["budget"]?[key]?.integer ?? 0)" }
    return "\(tokens("prompt")) tokens for \(persona) through \(text(explanation, "upstream")) "
      + "(instructions \(tokens("instructions")), knowledge \(tokens("knowledge")) of "
      + "\(tokens("knowledge_limit")), memory \(tokens("memory")) of \(tokens("memory_limit")), history \(tokens("history")) of \(tokens("history_limit")), "
      + "message \(tokens("message"))); \(tokens("reply")) kept for the reply; "
      + "context \(tokens("context"))"
  }

  private func list(_ key: String) -> [JSONValue] { explanation[key]?.array ?? [] }

  private func text(_ value: JSONValue, _ key: String) -> String { value[key]?.string ?? "" }

  private func faint(_ line: String) throws { try terminal.data(terminal.faint(line)) }
}
