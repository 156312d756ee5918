import ParleyDomain

/// What a merge did to the records that were there.
package struct MergeCount: Sendable, Hashable {
  package var added = 0
  package var changed = 0
  package var removed = 0
}

/// What a load did.
package struct LoadReport: Sendable, Hashable {
  package var collection: String
  /// The version that is current now; `nil` after a dry run.
  package var version: String?
  /// Whether the version before stays, because it holds just these records.
  package var isUnchanged = false
  /// How many records the collection has.
  package var records: Int
  /// What a merge did; `nil` when nothing was merged.
  package var merge: MergeCount?
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
