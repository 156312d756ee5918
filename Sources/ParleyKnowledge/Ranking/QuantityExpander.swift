/// Finds the records that have a request's quantities, however they are written there.
///
/// The lists tell no places of words, so a record counts when it has all words of a writing; where few
/// have, their names are read, and of others it is seen when the best are compared whether the words
/// stand together. What is read is in proportion to the lists of the numbers.
struct QuantityExpander {
  let index: IndexReader
  let units: UnitWords

  /// Numbers without their unit say little: only those are looked for that so many records have at most.
  private static let mostBare = 1_000
  /// Of so many records at most the names are read, to see whether the words stand together there.
  private static let mostConfirmed = 100

  /// - Parameter words: The request's words; those of a quantity that records have are known words.
  func expand(
    _ wording: RequestWording, _ words: inout [ExpandedWord]
  ) throws -> [ExpandedQuantity] {
    guard !wording.quantities.isEmpty else { return [] }
    // Only words that are not talk were expanded.
    var places: [Int?] = []
    var next = 0
    for word in wording.words {
      places.append(word.isTalk ? nil : next)
      next += word.isTalk ? 0 : 1
    }
    return try wording.quantities.compactMap { quantity in
      let own = quantity.words.compactMap { places[$0] }.filter { words.indices.contains($0) }
      guard !own.isEmpty else { return nil }
      let found = try records(of: quantity)
      if !found.isEmpty { for place in own { words[place].isUnknown = false } }
      return ExpandedQuantity(
        quantity: quantity.quantity, places: own, records: found.map(\.record),
        counts: found.map(\.counts))
    }
  }

  // MARK: Records

  private func records(
    of quantity: RequestWording.Quantity
  ) throws -> [(record: Int32, counts: FieldCounts)] {
    var best: [Int32: FieldCounts] = [:]
    for writing in quantity.writings {
      for (record, counts) in try records(of: writing, quantity.quantity) {
        best[record] = best[record].map { $0.joined(with: counts) } ?? counts
      }
    }
    return best.map { (record: $0.key, counts: $0.value) }.sorted { $0.record < $1.record }
  }

  private func records(
    of writing: QuantityWriting, _ quantity: Quantity
  ) throws -> [Int32: FieldCounts] {
    let stems = writing.numbers.compactMap(index.vocabulary.stems.number)
    guard stems.count == writing.numbers.count, let rarest = stems.map(index.records).min(),
      rarest > 0, !writing.isBare || rarest <= Self.mostBare
    else { return [:] }
    var found = try records(withAll: stems)
    if !writing.units.isEmpty {
      var having: Set<Int32> = []
      for unit in writing.units where having.count < found.count {
        let words = unit.compactMap(index.vocabulary.stems.number)
        guard words.count == unit.count else { continue }
        having.formUnion(try records(withAll: words, within: found).keys)
      }
      found = found.filter { having.contains($0.key) }
    }
    guard found.count <= Self.mostConfirmed else { return writing.isBare ? [:] : found }
    return try found.filter { record, counts in
      // Of texts and labels no order of words is known.
      if !writing.isBare, counts.isInBody || counts.labels > 0 { return true }
      return try isNamed(quantity, in: Int(record))
    }
  }

  /// The records with all of the stems in one field, the rarest read first.
  private func records(
    withAll stems: [Int], within given: [Int32: FieldCounts]? = nil
  ) throws -> [Int32: FieldCounts] {
    var found = given
    for stem in Set(stems).sorted(by: { index.records(of: $0) < index.records(of: $1) }) {
      let limit = index.recordCount
      var next: [Int32: FieldCounts] = [:]
      try index.postings(of: stem).visit { record, counts in
        guard record > 0, record <= limit else { return }
        let key = Int32(truncatingIfNeeded: record)
        guard let found else {
          next[key] = counts
          return
        }
        let shared = found[key]?.shared(with: counts)
        if let shared, shared.byte != 0 { next[key] = shared }
      }
      found = next
      if next.isEmpty { break }
    }
    return found ?? [:]
  }

  private func isNamed(_ quantity: Quantity, in record: Int) throws -> Bool {
    let outline = try index.outline(of: record)
    return [outline.title, outline.subtitle].contains { field in
      let words = field.map(index.vocabulary.surfaces.word)
      return WrittenQuantities(words, units: units).all.contains {
        quantity.isPart(of: $0.quantity)
      }
    }
  }
}

extension FieldCounts {
  /// Where two words stand that belong together.
  fileprivate func shared(with other: FieldCounts) -> FieldCounts {
    FieldCounts(
      title: min(title, other.title), people: min(people, other.people),
      labels: min(labels, other.labels), body: min(body, other.body))
  }

  /// Where one of two words stands.
  fileprivate func joined(with other: FieldCounts) -> FieldCounts {
    FieldCounts(
      title: max(title, other.title), people: max(people, other.people),
      labels: max(labels, other.labels), body: max(body, other.body))
  }
}
