/// One row of a source as it was read, before anything is known of its types.
package struct RawRecord: Sendable, Hashable {
  package var place: SourcePlace
  /// In the order of the source.
  package var columns: [RawColumn]
  /// Whether texts are passages to be kept as they are: no HTML is looked for in them.
  package var isPassage: Bool

  package init(place: SourcePlace, columns: [RawColumn], isPassage: Bool = false) {
    self.place = place
    self.columns = columns
    self.isPassage = isPassage
  }
}

/// A named value of a row.
package struct RawColumn: Sendable, Hashable {
  package var name: String
  package var value: RawValue
  package var line: Int

  package init(name: String, value: RawValue, line: Int) {
    self.name = name
    self.value = value
    self.line = line
  }
}
