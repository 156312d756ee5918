/// Numbers the words of titles, people and labels while a version is built, and counts their records.
struct SurfaceCounter {
  /// By the surface's number among all words: its number here, plus one; 0 for none yet.
  private var numbers: [UInt32] = []
  /// By the number here: the number among all words.
  private var surfaces: [Int] = []
  /// By the number here: the number of the stem among all words.
  private var stems: [Int] = []
  private var records: [Int] = []
  private var lastRecord: [Int] = []

  init() {}

  /// Goes on counting where a version ended; words have been numbered from its vocabulary on.
  init(_ vocabulary: Vocabulary) {
    surfaces = Array(0..<vocabulary.surfaces.count)
    numbers = surfaces.map { UInt32(truncatingIfNeeded: $0 + 1) }
    stems = vocabulary.stemOfSurface.map { Int($0) }
    records = vocabulary.recordsOfSurface.map { Int($0) }
    lastRecord = Array(repeating: 0, count: records.count)
  }

  /// The outline of a record, whose words are counted.
  ///
  /// Of a passage titled "page: heading" the heading is what it is called.
  mutating func outline(
    of entry: IndexEntry, _ words: WordNumbers, record: Int, isDocuments: Bool
  ) -> RecordOutline {
    while numbers.count < words.surfaces.count { numbers.append(0) }
    for word in entry.labels { _ = number(of: word, words, in: record) }
    return RecordOutline(
      title: Self.title(of: entry, isDocuments).map { number(of: $0, words, in: record) },
      subtitle: entry.subtitle.map { number(of: $0, words, in: record) },
      people: entry.people.map { number(of: $0, words, in: record) },
      seriesNumber: entry.seriesNumber)
  }

  /// Takes a record's words off again. A word that no record has any more keeps its number, because
  /// outlines name it, and is passed over by searches.
  mutating func remove(_ entry: IndexEntry, _ words: WordNumbers, isDocuments: Bool) {
    let all = entry.labels + Self.title(of: entry, isDocuments) + entry.subtitle + entry.people
    for surface in Set(all.map(words.surface)) where surface < numbers.count {
      let number = Int(numbers[surface]) - 1
      guard number >= 0, records[number] > 0 else { continue }
      records[number] -= 1
    }
  }

  private static func title(of entry: IndexEntry, _ isDocuments: Bool) -> [Int] {
    isDocuments ? entry.heading : entry.title
  }

  private mutating func number(of word: Int, _ words: WordNumbers, in record: Int) -> Int {
    let surface = words.surface(of: word)
    if numbers[surface] == 0 {
      surfaces.append(surface)
      stems.append(words.stem(of: word))
      records.append(0)
      lastRecord.append(0)
      numbers[surface] = UInt32(truncatingIfNeeded: surfaces.count)
    }
    let number = Int(numbers[surface]) - 1
    if records[number] == 0 { stems[number] = words.stem(of: word) }
    if lastRecord[number] != record {
      lastRecord[number] = record
      records[number] += 1
    }
    return number
  }

  /// Adds the words to a vocabulary that holds the stems of the index.
  func add(to vocabulary: inout Vocabulary, _ words: WordNumbers) {
    for number in surfaces.indices {
      let surface = words.surfaces.utf8(surfaces[number])
      let stem = words.stems.utf8(stems[number])
      let known = vocabulary.stems.number(of: stem)
      // A stem that no record has any more was left out. Its words keep their numbers.
      if known == nil, vocabulary.counts.isEmpty {
        vocabulary.append(stem: stem, Vocabulary.Count())
      }
      vocabulary.appendSurface(
        surface, stem: known ?? 0, records: known == nil ? 0 : records[number])
    }
  }
}
