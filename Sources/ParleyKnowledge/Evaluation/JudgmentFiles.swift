import ParleyDomain

/// Reads questions and judgments as evaluations write them.
package enum JudgmentFiles {
  /// The most bytes of one file.
  private static let limit = 64 << 20

  /// Queries `id<TAB>text` and judgments `id 0 record grade`, one a line, as TREC writes them.
  ///
  /// Only queries with judgments are returned, in the order of their file. Throws ``KnowledgeError``
  /// naming file and line.
  package static func trec(queries: String, judgments: String) throws -> [JudgedQuery] {
    var grades: [String: [String: Double]] = [:]
    for (number, line) in try lines(of: judgments) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 4, let grade = Double(words[3]), grade.isFinite else {
        throw bad(judgments, number, "expected `query 0 record grade`, found '\(line.excerpt)'")
      }
      grades[String(words[0]), default: [:]][String(words[2])] = grade
    }
    var judged: [JudgedQuery] = []
    var seen: Set<String> = []
    for (number, line) in try lines(of: queries) {
      guard let tab = line.firstIndex(of: "\t"), tab > line.startIndex else {
        throw bad(queries, number, "expected `id<TAB>text`, found '\(line.excerpt)'")
      }
      let id = String(line[..<tab])
      guard seen.insert(id).inserted else {
        throw bad(queries, number, "query '\(id.excerpt)' stands here twice")
      }
      if let grades = grades[id] {
        let text = String(line[line.index(after: tab)...])
        judged.append(JudgedQuery(id: id, text: text, grades: grades))
      }
    }
    guard !judged.isEmpty else {
      throw KnowledgeError(.badData, "\(queries): no query has a judgment in \(judgments)")
    }
    return judged
  }

  /// Questions from a table whose first column is the question and whose others are the ids of
  /// records that answer it, with or without a header. Throws ``KnowledgeError``.
  package static func questions(_ path: String) throws -> [JudgedQuery] {
    let bytes = try contents(of: path)
    let separator = TableDialect.separator(in: bytes, isWhole: true, preferring: ",")
    var parser = TableParser(separator: separator.asciiValue ?? UInt8(ascii: ","))
    var rows = bytes.compactMap { parser.accept($0) }
    if let last = parser.finish() { rows.append(last) }
    if let line = parser.openQuoteLine {
      throw bad(path, line, "a quote is opened here and never closed")
    }
    rows.removeAll(where: \.isBlank)
    if let first = rows.first?.cells.first, first.trimmed.lowercased() == "question" {
      rows.removeFirst()
    }
    let judged = try rows.map { row in
      let ids = row.cells.dropFirst().map(\.trimmed).filter { !$0.isEmpty }
      guard row.fault == nil, let question = row.cells.first, !question.trimmed.isEmpty,
        !ids.isEmpty
      else { throw bad(path, row.line, "expected a question and at least one record id") }
      return JudgedQuery(
        id: String(row.line), text: question.trimmed,
        grades: Dictionary(ids.map { ($0, 1) }, uniquingKeysWith: { first, _ in first }))
    }
    guard !judged.isEmpty else { throw KnowledgeError(.badData, "\(path): holds no question") }
    return judged
  }

  private static func lines(of path: String) throws -> [(number: Int, text: String)] {
    let text = String(decoding: try contents(of: path), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      let line = $1.hasSuffix("\r") ? $1.dropLast() : $1
      return line.allSatisfy(\.isWhitespace) ? nil : ($0 + 1, String(line))
    }
  }

  private static func contents(of path: String) throws(KnowledgeError) -> [UInt8] {
    let file = try InputFile(SourceFile(path: path, name: path, relativeName: path))
    guard file.size <= limit else {
      throw KnowledgeError(.badData, "\(path): is larger than \(limit >> 20) MiB")
    }
    var bytes = try file.read(upTo: file.size)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw KnowledgeError(.badData, "\(path): is not UTF-8")
    }
    return bytes
  }

  private static func bad(_ path: String, _ line: Int, _ message: String) -> KnowledgeError {
    KnowledgeError(.badData, "\(path):\(line): \(message)")
  }
}
