import ParleyPlugin

extension VersionSearch {
  /// One record of each value of the overview first, so that the examples show the range.
  func variedFirst(_ numbers: [Int64]) throws -> [Int64] {
    var examples: [Int64] = []
    for count in catalog.overview {
      let records = try tables.records(where: count.field, isOneOf: [count.value])
      if let first = records.sorted().first(where: { !examples.contains($0) }) {
        examples.append(first)
      }
    }
    return distinct(examples + numbers)
  }
}
