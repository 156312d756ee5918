import ParleyPlugin

extension FacetCatalog {
  /// The most values of an overview.
  static let longestOverview = 12

  /// What the collection has, by the field that says best what records are: categories, or else
  /// subjects, brands or authors. The values that most records have come first.
  var overview: [ValueCount] {
    for field in [FieldName.category, .subjects, .brand, .authors] where has(field) {
      let counts = values.values.joined().filter { $0.field == field }
        .sorted { $0.records == $1.records ? $0.text < $1.text : $0.records > $1.records }
      // As many values as records group nothing.
      guard let most = counts.first, most.records > 1 || counts.count <= Self.longestOverview else {
        continue
      }
      return counts.prefix(Self.longestOverview).map {
        ValueCount(field: field, value: $0.text, records: $0.records)
      }
    }
    return []
  }
}
