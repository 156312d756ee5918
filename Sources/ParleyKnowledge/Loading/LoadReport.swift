import ParleyDomain

/// What a load did.
package struct LoadReport: Sendable, Hashable {
  package var collection: String
  /// The version that is current now; `nil` after a dry run.
  package var version: String?
  package var records: Int
  /// How many rows were refused.
  package var rejectedRows: Int
  /// Why, in the order of the sources; at most ``messageLimit``.
  package var rejected: [RowMessage]
  /// What is odd about rows that were taken; at most ``messageLimit``.
  package var warnings: [RowMessage]
  /// How each file was understood: `path: table with semicolons; …`.
  package var notes: [String]
  package var seconds: Double

  /// How many messages are kept: enough to mend a file, and no flood.
  package static let messageLimit = 1000

  init(collection: String) {
    self.collection = collection
    records = 0
    rejectedRows = 0
    rejected = []
    warnings = []
    notes = []
    seconds = 0
  }

  mutating func reject(_ messages: [RowMessage]) {
    rejectedRows += 1
    rejected += messages.prefix(Self.messageLimit - rejected.count)
  }

  mutating func warn(_ messages: [RowMessage]) {
    warnings += messages.prefix(Self.messageLimit - warnings.count)
  }

  /// The failure of a load for its rows: the first messages, one on each line.
  func failure(_ summary: String) -> KnowledgeError {
    let shown = rejected.prefix(20).map(\.description)
    let rest = rejected.count > shown.count ? ["… and more"] : []
    return KnowledgeError(.badData, ([summary] + shown + rest).joined(separator: "\n"))
  }
}
