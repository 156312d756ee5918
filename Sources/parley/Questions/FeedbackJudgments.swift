import ParleyPlugin

/// Judged questions of one collection, made of what users thought of replies.
///
/// The same question asked twice is one: a record that some liked reply cites is good, whatever else
/// was thought of it.
struct FeedbackJudgments: Sendable {
  private struct Question: Sendable {
    var id: String
    var text: String
    /// By record.
    var grades: [String: Int] = [:]
  }

  private var asked: [Question] = []

  /// - Parameter replies: As `GET /api/admin/judgments` tells them.
  init(of collection: String, replies: [JSONValue]) {
    var places: [String: Int] = [:]
    for reply in replies {
      let text = (reply["question"]?.string ?? "")
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let records = (reply["citations"]?.array ?? [])
        .filter { $0["collection"]?.string == collection }.compactMap { $0["id"]?.string }
      guard !text.isEmpty, !records.isEmpty else { continue }
      let place = places[text] ?? asked.count
      if place == asked.count {
        places[text] = place
        asked.append(Question(id: "q\(place + 1)", text: text))
      }
      let grade = reply["rating"]?.string == "up" ? 1 : 0
      for record in records {
        asked[place].grades[record] = max(asked[place].grades[record] ?? 0, grade)
      }
    }
  }

  var count: Int { asked.count }

  /// TREC queries: `id<TAB>text`.
  var queries: String { asked.map { "\($0.id)\t\($0.text)\n" }.joined() }

  /// TREC judgments: `id 0 record grade`. Ids with blanks cannot stand there and are left out.
  var qrels: String {
    asked.flatMap { question in
      question.grades.sorted { $0.key < $1.key }
        .filter { !$0.key.contains(where: \.isWhitespace) }
        .map { "\(question.id) 0 \($0.key) \($0.value)\n" }
    }.joined()
  }

  /// A table: the question, then the records that answer it. Only questions that some record answers.
  var questions: String {
    let rows = asked.compactMap { question -> String? in
      let good = question.grades.filter { $0.value > 0 }.keys.sorted()
      return good.isEmpty ? nil : ([question.text] + good).map(quoted).joined(separator: ",")
    }
    return (["question,id"] + rows).map { $0 + "\n" }.joined()
  }

  /// `[{id, question, records{id: grade}}]`
  var json: JSONValue {
    .array(
      asked.map { question in
        [
          "id": .string(question.id), "question": .string(question.text),
          "records": .object(question.grades.mapValues { .integer($0) }),
        ]
      })
  }

  /// A cell of a table (RFC 4180).
  private func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
