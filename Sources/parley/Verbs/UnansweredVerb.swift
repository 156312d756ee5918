import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyStore

extension Verb {
  /// `parley unanswered`: what customers asked and got no good answer to.
  static let unanswered = Verb(
    ["unanswered"], summary: "List the questions that got no good answer",
    discussion: """
      What the plugin Reflection found, counted by question. With --questions it prints a table for \
      `parley knowledge eval --questions`: write the ids of the right records behind each question.

        parley unanswered --days 7
        parley unanswered --questions > questions.csv
      """,
    options: [
      OptionSpec("days", value: "N", doc: "Of so many last days (default: 30)"),
      OptionSpec("limit", value: "N", doc: "At most so many questions (default: 100)"),
      OptionSpec("questions", doc: "As a table of questions for `knowledge eval`"),
    ],
    hasData: true
  ) { invocation in
    let days = try invocation.integer("days", in: 1...3650) ?? 30
    let limit = try invocation.integer("limit", in: 1...1000) ?? 100
    guard !(invocation.globals.json && invocation.flag("questions")) else {
      throw UsageError("--json and --questions exclude each other", helpOf: "unanswered")
    }
    try await CommandFailure.translating {
      let questions = try await unanswered(Shop.open(invocation), days: days, limit: limit)
      let terminal = invocation.terminal
      if invocation.globals.json {
        try terminal.data(JSONWriter.string(.array(questions)))
      } else if invocation.flag("questions") {
        try terminal.data("question,id")
        for question in questions {
          try terminal.data(cell(question["question"]?.string ?? "") + ",")
        }
      } else {
        if questions.isEmpty { terminal.talk("nothing was left unanswered") }
        for question in questions { try terminal.data(line(question, terminal)) }
      }
    }
  }

  /// Through the server that runs, else from the storage folder itself.
  private static func unanswered(
    _ shop: Shop, days: Int, limit: Int
  ) async throws -> [JSONValue] {
    if let server = try await shop.runningServer() {
      return try await server.json("GET", "/api/admin/unanswered?days=\(days)&limit=\(limit)")[
        "questions"]?.array ?? []
    }
    let since = SystemClock().now.advanced(by: .seconds(-days * 86_400))
    return try await shop.withStore {
      try await $0.unanswered(since: since, limit: limit).map(\.json)
    }
  }

  private static func line(_ question: JSONValue, _ terminal: Terminal) -> String {
    let reasons = question["reasons"]?.array?.compactMap(\.string) ?? []
    let missing = question["missing"]?.string.map { "; missing: \($0)" } ?? ""
    let text = (question["question"]?.string ?? "")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "\(terminal.strong("\(question["count"]?.integer ?? 0)x"))  \(text)  "
      + "(\(reasons.joined(separator: ", "))\(missing))"
  }

  /// A cell of a table as RFC 4180 writes it.
  private static func cell(_ text: String) -> String {
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"\(doubled)\""
  }
}
