import Dispatch
import ParleyDomain
import ParleyPlugin
import Synchronization

/// Makes index entries of staged records, a portion ahead of whoever writes them: cutting texts into
/// words and writing tables take about the same time.
struct RecordAnalysis: Sendable {
  private typealias Portion = [(record: StoredRecord, entry: IndexEntry)]

  /// How many portions are worked on, or wait, at a time.
  private static let ahead = 2
  private static let queue = DispatchQueue(
    label: "parley.knowledge.analysis", attributes: .concurrent)

  let collection: String
  /// One for each portion that is worked on: a stemmer serves one thread at a time.
  private let analyzers: [TextAnalyzer]

  init(collection: String, language: String) {
    self.collection = collection
    analyzers = (0..<Self.ahead).map { _ in TextAnalyzer(language: language) }
  }

  /// Hands over every record of a stage, in order.
  func visit(_ stage: RecordStage, _ body: (StoredRecord, IndexEntry) throws -> Void) throws {
    var pending: [Task] = []
    var last = 0
    var begun = 0
    var isAtEnd = false
    while !isAtEnd || !pending.isEmpty {
      while !isAtEnd, pending.count < Self.ahead {
        let rows = try stage.rows(after: last)
        isAtEnd = rows.isEmpty
        guard let row = rows.last else { break }
        last = row.number
        pending.append(begin(rows, analyzers[begun % analyzers.count]))
        begun += 1
      }
      guard !pending.isEmpty else { return }
      for (record, entry) in try pending.removeFirst().wait() { try body(record, entry) }
    }
  }

  /// What a version stores of a row.
  func analyse(_ row: RecordStage.Row) throws -> (record: StoredRecord, entry: IndexEntry) {
    try analyse(row, analyzers[0])
  }

  private func analyse(
    _ row: RecordStage.Row, _ analyzer: TextAnalyzer
  ) throws -> (record: StoredRecord, entry: IndexEntry) {
    let record = try record(from: row.document)
    return (
      StoredRecord(id: row.id, title: record.title, document: row.document, hash: row.hash),
      IndexEntry(record, analyzer: analyzer)
    )
  }

  /// What the index holds of a document.
  func entry(of document: String) throws -> IndexEntry {
    IndexEntry(try record(from: document), analyzer: analyzers[0])
  }

  private func record(from document: String) throws -> Record {
    guard let record = try RecordStage.record(from: document, collection: collection) else {
      throw KnowledgeError(.unreadable, "'\(collection)' holds JSON that is no record")
    }
    return record
  }

  private func begin(_ rows: [RecordStage.Row], _ analyzer: TextAnalyzer) -> Task {
    let task = Task()
    Self.queue.async { task.end(Result { try rows.map { try analyse($0, analyzer) } }) }
    return task
  }

  /// A portion that is being worked on.
  private final class Task: Sendable {
    private let ended = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<Portion, any Error>?>(nil)

    func end(_ result: Result<Portion, any Error>) {
      self.result.withLock { $0 = result }
      ended.signal()
    }

    func wait() throws -> Portion {
      ended.wait()
      return try result.withLock { $0 }?.get() ?? []
    }
  }
}
