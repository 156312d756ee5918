/// How much of a request's words each record of a version has, while the words are read one by one.
struct CoverageSheet {
  /// The weight of the words that each record has, by its number.
  private(set) var covered: [Float]
  /// Records with any of the words, each once.
  private(set) var touched: [Int32] = []
  /// How many counted words stand in each body.
  private var bodies: [UInt8]
  private var marks: [UInt8]
  /// How many of the required words each record has.
  private var required: [UInt8] = []
  private var requiredWords: UInt8 = 0
  private var countedWords: UInt8 = 0
  private var total: Float = 0
  /// Where the word in hand stands.
  private var places: [UInt8]
  private var inHand: [Int32] = []
  private let index: IndexReader

  private static let isTouched: UInt8 = 1
  private static let isCalledSo: UInt8 = 2
  private static let isCredited: UInt8 = 4
  private static let inHead: UInt8 = 1
  private static let inBody: UInt8 = 2
  private static let inName: UInt8 = 4

  init(_ index: IndexReader) {
    self.index = index
    let count = index.recordCount + 1
    covered = Array(repeating: 0, count: count)
    bodies = Array(repeating: 0, count: count)
    marks = bodies
    places = bodies
  }

  /// Takes a word in hand; returns how many records have any of its stems, or a quantity that it is
  /// part of.
  mutating func read(_ stems: [Int], _ quantities: [ExpandedQuantity] = []) throws -> Int {
    for record in inHand { places[Int(record)] = 0 }
    inHand.removeAll(keepingCapacity: true)
    for stem in stems {
      try index.postings(of: stem).visit { record, counts in
        guard record > 0, record < places.count else { return }
        if places[record] == 0 { inHand.append(Int32(record)) }
        places[record] |=
          (counts.isInHead ? Self.inHead : 0) | (counts.isInBody ? Self.inBody : 0)
          | (counts.isInName ? Self.inName : 0)
      }
    }
    for quantity in quantities {
      for (entry, counts) in zip(quantity.records, quantity.counts) {
        let record = Int(entry)
        if places[record] == 0 { inHand.append(entry) }
        places[record] |=
          (counts.isInHead ? Self.inHead : 0) | (counts.isInBody ? Self.inBody : 0)
          | (counts.isInName ? Self.inName : 0)
      }
    }
    return inHand.count
  }

  /// Adds the word in hand; one without weight counts only where it is required.
  mutating func add(weight: Float, isRequired: Bool) {
    if isRequired {
      if required.isEmpty { required = Array(repeating: 0, count: covered.count) }
      requiredWords &+= 1
    }
    if weight > 0 {
      countedWords &+= 1
      total += weight
    }
    for entry in inHand {
      let record = Int(entry)
      let place = places[record]
      if isRequired, place & Self.inHead != 0 { required[record] &+= 1 }
      guard weight > 0 else { continue }
      if marks[record] & Self.isTouched == 0 { touched.append(entry) }
      marks[record] |= Self.isTouched | (place & Self.inName != 0 ? Self.isCalledSo : 0)
      covered[record] +=
        place & Self.inHead != 0 ? weight : weight * Float(TextMatcher.bodyShare)
      if place & Self.inBody != 0 { bodies[record] &+= 1 }
    }
  }

  /// A record whose body has all of the words accounts for all of them.
  ///
  /// - Parameter longest: Only bodies of so few words.
  mutating func creditWholeBodies(ofAtMost longest: Float = .infinity) {
    for record in touched
    where bodies[Int(record)] == countedWords && length(ofBody: Int(record)) <= longest {
      covered[Int(record)] = total
      marks[Int(record)] |= Self.isCredited
    }
  }

  private func length(ofBody record: Int) -> Float {
    let place = (record - 1) * FieldLengths.fields + FieldLengths.fields - 1
    let lengths = index.lengths.bytes
    return lengths.indices.contains(place) ? FieldLengths.length(lengths[place]) : .infinity
  }

  /// Whether one of the words stands in the title or the people, or all stand in a body that counts.
  ///
  /// Labels alone do not say what a thing is: socks for the washing machine are no washing machine.
  func isNamed(_ record: Int) -> Bool {
    marks[record] & (Self.isCalledSo | Self.isCredited) != 0
  }

  func hasRequired(_ record: Int) -> Bool {
    requiredWords == 0 || required[record] == requiredWords
  }
}
