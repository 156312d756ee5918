import ParleyDomain

/// What a load does with rows that are refused.
package enum LoadPolicy: String, Sendable, Hashable, CaseIterable {
  /// Leaves them out; the load fails only when no row is left.
  case skip
  /// Fails at the first.
  case stop
}

/// What becomes of the records that a collection has already.
package enum LoadMode: Sendable, Hashable {
  /// They go; what is loaded takes their place.
  case replace
  /// They stay; what is loaded replaces those with the same ids and adds others. A row without a
  /// title changes only the fields that it has.
  case merge
  /// As ``merge``, but those whose ids do not occur in what is loaded go.
  case mergeAndPrune
}

/// How a collection is loaded.
package struct LoadOptions: Sendable {
  /// What the files are; `nil` looks at each file.
  package var format: SourceFormat?
  package var mapping: ColumnMapping
  package var onError: LoadPolicy
  /// Reads and checks everything, and changes nothing.
  package var isDryRun: Bool
  /// `nil` does as each source says.
  package var mode: LoadMode?
  /// What the new version must be worth before it is used.
  package var gate: LoadGate?
  /// The folder that relative paths of the `files` of a load start from.
  package var workingDirectory: String

  package init(
    format: SourceFormat? = nil, mapping: ColumnMapping = ColumnMapping(),
    onError: LoadPolicy = .skip, isDryRun: Bool = false, mode: LoadMode? = nil,
    gate: LoadGate? = nil, workingDirectory: String = "."
  ) {
    self.mode = mode
    self.gate = gate
    self.format = format
    self.mapping = mapping
    self.onError = onError
    self.isDryRun = isDryRun
    self.workingDirectory = workingDirectory
  }
}
