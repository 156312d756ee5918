package import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: Findings {
  package func unanswered(since: Timestamp?, limit: Int) async throws -> [UnansweredQuestion] {
    let findings = try await read { connection in
      try connection.rows(
        """
        SELECT value, persona, reply, created_at FROM findings
        WHERE kind = 'unanswered' AND created_at >= ? ORDER BY created_at DESC, number DESC
        LIMIT 20000
        """,
        [.integer(since?.milliseconds ?? .min)]
      ) { row in
        UnansweredFinding(
          value: try JSONColumn.value(row.text(0), in: "a finding on reply \(row.text(2))"),
          persona: row.text(1), reply: MessageID(row.text(2)),
          at: Timestamp(milliseconds: row.integer(3)))
      }
    }
    return Array(UnansweredFinding.grouped(findings).prefix(max(0, limit)))
  }
}

/// One time that a question got no good answer.
private struct UnansweredFinding {
  let value: JSONValue
  let persona: String
  let reply: MessageID
  let at: Timestamp

  fileprivate static let mostReplies = 20

  /// A text of the finding as others than its owner may read it: the same redaction as of log lines.
  fileprivate func text(_ key: String) -> String? {
    value[key]?.string.map { PersonalDetail.blackOut(PersonalDetail.allCases, in: $0) }
  }

  /// The same question, however it is written, is one; those asked most often first, then the latest.
  static func grouped(_ newestFirst: [UnansweredFinding]) -> [UnansweredQuestion] {
    var questions: [String: UnansweredQuestion] = [:]
    var reasons: [String: [String: Int]] = [:]
    for finding in newestFirst {
      guard let question = finding.text("question") else { continue }
      let key = FoldedText.of(question)
      guard !key.isEmpty else { continue }
      for reason in finding.value["reasons"]?.array?.compactMap(\.string) ?? [] {
        reasons[key, default: [:]][reason, default: 0] += 1
      }
      questions[key, default: UnansweredQuestion(question, at: finding.at)].add(finding)
    }
    for (key, counts) in reasons {
      questions[key]?.reasons = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map(\.key)
    }
    return questions.values.sorted {
      ($1.count, $1.lastAt, $0.question) < ($0.count, $0.lastAt, $1.question)
    }
  }

  fileprivate static func append(_ text: String?, to texts: inout [String]) {
    guard let text, !texts.contains(text) else { return }
    texts.append(text)
  }
}

extension UnansweredQuestion {
  fileprivate init(_ question: String, at time: Timestamp) {
    self.init(
      question: question, count: 0, firstAt: time, lastAt: time, reasons: [], missing: nil,
      judges: [], personas: [], replies: [])
  }

  /// Counts an earlier time of the same question.
  fileprivate mutating func add(_ finding: UnansweredFinding) {
    count += 1
    firstAt = finding.at
    missing = missing ?? finding.text("missing")
    if replies.count < UnansweredFinding.mostReplies { replies.append(finding.reply) }
    UnansweredFinding.append(finding.value["judged_by"]?.string, to: &judges)
    UnansweredFinding.append(finding.persona, to: &personas)
  }
}
