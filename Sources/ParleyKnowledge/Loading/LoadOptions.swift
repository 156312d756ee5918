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
