import ParleyDomain

/// What a load does with rows that are refused.
package enum LoadPolicy: String, Sendable, Hashable, CaseIterable {
  /// Leaves them out; the load fails only when no row is left.
  case skip
  /// Fails at the first.
  case stop
}

/// How a collection is loaded.
package struct LoadOptions: Sendable {
  /// What the files are; `nil` looks at each file.
  package var format: SourceFormat?
  package var mapping: ColumnMapping
  package var onError: LoadPolicy
  /// Reads and checks everything, and changes nothing.
  package var isDryRun: Bool
  /// The folder that relative paths of the `files` of a load start from.
  package var workingDirectory: String

  package init(
    format: SourceFormat? = nil, mapping: ColumnMapping = ColumnMapping(),
    onError: LoadPolicy = .skip, isDryRun: Bool = false, workingDirectory: String = "."
  ) {
    self.format = format
    self.mapping = mapping
    self.onError = onError
    self.isDryRun = isDryRun
    self.workingDirectory = workingDirectory
  }
}

/// How far a load has come.
package struct LoadProgress: Sendable, Hashable {
  package var file: String
  package var records: Int
  package var rejected: Int
}

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
