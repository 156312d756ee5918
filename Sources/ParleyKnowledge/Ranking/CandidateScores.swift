#if canImport(Glibc)
  import Glibc
#endif

/// The records that have words of a request, each with its BM25F.
///
/// One place for each record of the version; a search touches those of its words' lists only.
struct CandidateScores {
  private(set) var scores: [Float]
  /// Which of the first 32 words each record has.
  private(set) var matched: [UInt32]
  /// Records with a score, each once.
  private(set) var touched: [Int32] = []
  /// What the word in hand is worth in each record, and the records where that is anything.
  private var inHand: [Float] = []
  private var recordsInHand: [Int32] = []
  private let index: IndexReader
  private let weights: FieldWeights

  init(_ index: IndexReader, weights: FieldWeights) {
    self.index = index
    self.weights = weights
    scores = Array(repeating: 0, count: index.recordCount + 1)
    matched = Array(repeating: 0, count: index.recordCount + 1)
  }

  /// Adds a word: each record gets what its best alternative is worth.
  mutating func add(_ word: ExpandedWord, at place: Int, weight: Float = 1) throws {
    let bit: UInt32 = place < 32 ? 1 << UInt32(place) : 0
    if word.alternatives.count == 1, let only = word.alternatives.first, only.stems.count == 1 {
      try score(only) { scores, matched, touched, record, value in
        if matched[record] == 0 && scores[record] == 0 { touched.append(Int32(record)) }
        scores[record] += value * weight
        matched[record] |= bit
      }
      return
    }
    if inHand.isEmpty { inHand = Array(repeating: 0, count: scores.count) }
    for alternative in word.alternatives {
      if alternative.stems.count == 1 {
        try take(alternative, of: word)
      } else {
        for (record, value) in try values(of: alternative) { take(record, value) }
      }
    }
    for record in recordsInHand {
      let place = Int(record)
      if matched[place] == 0 && scores[place] == 0 { touched.append(record) }
      scores[place] += inHand[place] * weight
      matched[place] |= bit
      inHand[place] = 0
    }
    recordsInHand.removeAll(keepingCapacity: true)
  }

  /// Takes an alternative of one stem in hand. All words for a unit are as common as the commonest.
  private mutating func take(
    _ alternative: ExpandedWord.Alternative, of word: ExpandedWord
  ) throws {
    guard let stem = alternative.stems.first else { return }
    let list = try index.postings(of: stem)
    let records = word.word.isUnit ? max(list.count, word.records) : list.count
    let rarity = rarity(of: records) * alternative.weight
    let lengths = index.lengths.bytes
    let weights = weights
    let limit = scores.count
    list.visit { record, counts in
      guard record < limit, record > 0 else { return }
      take(Int32(record), rarity * weights.worth(counts, of: record, lengths))
    }
  }

  /// Keeps the most that the word in hand is worth in a record.
  private mutating func take(_ record: Int32, _ value: Float) {
    let place = Int(record)
    guard value > inHand[place] else { return }
    if inHand[place] == 0 { recordsInHand.append(record) }
    inHand[place] = value
  }

  /// The records of an alternative: of several stems those that have all.
  private func values(of alternative: ExpandedWord.Alternative) throws -> [Int32: Float] {
    var values: [Int32: Float] = [:]
    for (place, stem) in alternative.stems.enumerated() {
      let list = try index.postings(of: stem)
      let rarity = rarity(of: list.count) * alternative.weight
      var next: [Int32: Float] = [:]
      let lengths = index.lengths.bytes
      list.visit { record, counts in
        guard record < scores.count, record > 0 else { return }
        let before = values[Int32(record)]
        guard place == 0 || before != nil else { return }
        next[Int32(record)] =
          (before ?? 0) + rarity * weights.worth(counts, of: record, lengths)
      }
      values = next
    }
    return values
  }

  private mutating func score(
    _ alternative: ExpandedWord.Alternative,
    _ body: (inout [Float], inout [UInt32], inout [Int32], Int, Float) -> Void
  ) throws {
    guard let stem = alternative.stems.first else { return }
    let list = try index.postings(of: stem)
    let rarity = rarity(of: list.count) * alternative.weight
    let lengths = index.lengths.bytes
    let weights = weights
    let limit = scores.count
    list.visit { record, counts in
      guard record < limit, record > 0 else { return }
      body(&scores, &matched, &touched, record, rarity * weights.worth(counts, of: record, lengths))
    }
  }

  /// The inverse document frequency as Lucene has it, which is never negative.
  private func rarity(of records: Int) -> Float {
    let all = Float(index.recordCount)
    let some = Float(min(records, index.recordCount))
    return log(1 + (all - some + 0.5) / (some + 0.5))
  }

  /// What the records of a list have of words so far.
  func scores(of records: [Int32]) -> [Float] { records.map { scores[Int($0)] } }

  /// Gives each record of a quantity, however it is written there, a share of what the request's own
  /// words for it are worth.
  ///
  /// - Parameter own: What each record has of those words already.
  mutating func complete(_ quantity: ExpandedQuantity, own: [Float], _ words: [ExpandedWord]) {
    let known = quantity.places.map { words[$0] }.filter { !$0.alternatives.isEmpty }
    let sum = known.reduce(0) { $0 + self.rarity(of: $1.records) }
    let isKnown = known.count == quantity.places.count
    let rarity = isKnown ? sum : max(sum, self.rarity(of: quantity.records.count))
    let bits = quantity.places.reduce(UInt32(0)) { $1 < 32 ? $0 | 1 << UInt32($1) : $0 }
    for (place, entry) in quantity.records.enumerated() {
      let record = Int(entry)
      let worth = weights.worth(quantity.counts[place], of: record, index.lengths.bytes)
      let missing = rarity * ExpandedQuantity.weight * worth - own[place]
      if matched[record] == 0 && scores[record] == 0 { touched.append(entry) }
      matched[record] |= bits
      if missing > 0 { scores[record] += missing }
    }
  }

  /// Whether a record has each of the first so many words.
  func hasRecordWithAll(_ words: Int) -> Bool {
    guard words < 32 else { return true }
    let all: UInt32 = (1 << UInt32(words)) - 1
    return touched.contains { matched[Int($0)] & all == all }
  }

  /// The best records, best first.
  func best(_ limit: Int, where isWanted: (Int) -> Bool = { _ in true }) -> [Int] {
    var heap: [(score: Float, record: Int32)] = []
    var least: Float = -1
    // Keeps the best of twice as many, and cuts when that many are there.
    for record in touched {
      let score = scores[Int(record)]
      guard score > least, isWanted(Int(record)) else { continue }
      heap.append((score, record))
      if heap.count >= 4 * limit {
        heap.sort(by: Self.isBetter)
        heap.removeSubrange(limit...)
        least = heap.last?.score ?? -1
      }
    }
    heap.sort(by: Self.isBetter)
    return heap.prefix(limit).map { Int($0.record) }
  }

  private static func isBetter(
    _ left: (score: Float, record: Int32), _ right: (score: Float, record: Int32)
  ) -> Bool {
    left.score == right.score ? left.record < right.record : left.score > right.score
  }
}
