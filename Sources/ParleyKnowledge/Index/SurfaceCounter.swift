/// Numbers the words of titles, people and labels while a version is built, and counts their records.
struct SurfaceCounter {
  private var surfaces = WordTable()
  private var stems = WordTable()
  /// By the number of the surface.
  private var stemOfSurface: [Int] = []
  private var records: [Int] = []
  private var lastRecord: [Int] = []

  init() {}

  /// Goes on counting where a version ended.
  init(_ vocabulary: Vocabulary) {
    surfaces = vocabulary.surfaces
    stems = vocabulary.stems
    stemOfSurface = vocabulary.stemOfSurface.map { Int($0) }
    records = vocabulary.recordsOfSurface.map { Int($0) }
    lastRecord = Array(repeating: 0, count: records.count)
  }

  /// The outline of a record, whose words are counted.
  ///
  /// Of a passage titled "page: heading" the heading is what it is called.
  mutating func outline(of entry: IndexEntry, record: Int, isDocuments: Bool) -> RecordOutline {
    for token in entry.labels { _ = number(of: token, in: record) }
    return RecordOutline(
      title: Self.title(of: entry, isDocuments).map { number(of: $0, in: record) },
      subtitle: entry.subtitle.map { number(of: $0, in: record) },
      people: entry.people.map { number(of: $0, in: record) },
      seriesNumber: entry.seriesNumber)
  }

  /// Takes a record's words off again. A word that no record has any more keeps its number, because
  /// outlines name it, and is passed over by searches.
  mutating func remove(_ entry: IndexEntry, isDocuments: Bool) {
    let words = entry.labels + Self.title(of: entry, isDocuments) + entry.subtitle + entry.people
    for surface in Set(words.map(\.surface)) {
      guard let number = surfaces.number(of: surface), records[number] > 0 else { continue }
      records[number] -= 1
    }
  }

  private static func title(of entry: IndexEntry, _ isDocuments: Bool) -> [TextAnalyzer.Token] {
    isDocuments ? entry.heading : entry.title
  }

  private mutating func number(of token: TextAnalyzer.Token, in record: Int) -> Int {
    let number = surfaces.insert(token.surface.utf8)
    if number == records.count {
      stemOfSurface.append(stems.insert(token.stem.utf8))
      records.append(0)
      lastRecord.append(0)
    } else if records[number] == 0 {
      stemOfSurface[number] = stems.insert(token.stem.utf8)
    }
    if lastRecord[number] != record {
      lastRecord[number] = record
      records[number] += 1
    }
    return number
  }

  /// Adds the words to a vocabulary that holds the stems of the index.
  func add(to vocabulary: inout Vocabulary) {
    for number in 0..<surfaces.count {
      let stem = stems.utf8(stemOfSurface[number])
      if records[number] == 0, !vocabulary.counts.isEmpty {
        vocabulary.appendSurface(surfaces.utf8(number), stem: 0, records: 0)
        continue
      }
      if vocabulary.stems.number(of: String(decoding: stem, as: UTF8.self)) == nil {
        // The full-text index cuts a few words once more; then their numbers must not shift.
        vocabulary.append(stem: stem, Vocabulary.Count())
      }
      let known = vocabulary.stems.number(of: String(decoding: stem, as: UTF8.self)) ?? 0
      vocabulary.appendSurface(surfaces.utf8(number), stem: known, records: records[number])
    }
  }
}
