/// The words of a version: every stem of the index with the number of its records, and every word
/// of titles, people and labels as it is written there, with its stem.
///
/// Read whole when a version is opened.
struct Vocabulary: Sendable {
  /// In how many records a stem stands.
  struct Count: Sendable, Hashable {
    /// Anywhere.
    var records = 0
    /// Among the people.
    var people = 0
    /// In titles, labels or bodies: the most of the three.
    var elsewhere = 0
  }

  private(set) var stems = WordTable()
  private(set) var counts: [Count] = []
  private(set) var surfaces = WordTable()
  /// The number of each surface's stem.
  private(set) var stemOfSurface: [UInt32] = []
  /// In how many records each surface stands; 0 for one that only older versions had.
  private(set) var recordsOfSurface: [UInt32] = []
  /// Which letters each surface has (``letters(of:)``).
  private(set) var lettersOfSurface: [UInt32] = []

  init() {}

  init(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    let stemCount = min(reader.number(), bytes.count)
    stems.reserve(stemCount)
    counts.reserveCapacity(stemCount)
    for _ in 0..<stemCount where reader.isIntact {
      let word = reader.slice(reader.number())
      let count = Count(
        records: reader.number(), people: reader.number(), elsewhere: reader.number())
      if reader.isIntact, stems.insert(word) == counts.count { counts.append(count) }
    }
    let surfaceCount = min(reader.number(), bytes.count)
    surfaces.reserve(surfaceCount)
    for _ in 0..<surfaceCount where reader.isIntact {
      let word = reader.slice(reader.number())
      let stem = reader.number()
      let records = reader.number()
      guard reader.isIntact, stem < counts.count else { break }
      appendSurface(word, stem: stem, records: records)
    }
  }

  mutating func append(stem: some Collection<UInt8>, _ count: Count) {
    if stems.insert(stem) == counts.count { counts.append(count) }
  }

  mutating func appendSurface(_ word: some Collection<UInt8>, stem: Int, records: Int) {
    guard surfaces.insert(word) == stemOfSurface.count else { return }
    stemOfSurface.append(UInt32(truncatingIfNeeded: stem))
    recordsOfSurface.append(UInt32(truncatingIfNeeded: records))
    lettersOfSurface.append(Self.letters(of: word))
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(number: stems.count)
    for number in 0..<stems.count {
      writer.append(word: stems.utf8(number))
      writer.append(number: counts[number].records)
      writer.append(number: counts[number].people)
      writer.append(number: counts[number].elsewhere)
    }
    writer.append(number: surfaces.count)
    for number in 0..<surfaces.count {
      writer.append(word: surfaces.utf8(number))
      writer.append(number: Int(stemOfSurface[number]))
      writer.append(number: Int(recordsOfSurface[number]))
    }
    return writer.bytes
  }

  /// The counts of a stem; `nil` when no record has it.
  subscript(stem: String) -> Count? {
    stems.number(of: stem).map { counts[$0] }
  }

  /// The stem of a surface, by their numbers; `nil` for a number that no surface has.
  func stem(ofSurface number: Int) -> Int? {
    stemOfSurface.indices.contains(number) ? Int(stemOfSurface[number]) : nil
  }

  /// A bit for each letter that a word has, the other signs sharing the bits above: words within a
  /// few slips of each other differ in few bits.
  static func letters(of word: some Collection<UInt8>) -> UInt32 {
    word.reduce(0) { bits, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): bits | 1 << UInt32(byte - UInt8(ascii: "a"))
      default: bits | 1 << UInt32(26 + byte % 6)
      }
    }
  }
}

extension Vocabulary.Count {
  /// Counts what a list holds.
  init(_ list: PostingList) {
    var (title, people, labels, body) = (0, 0, 0, 0)
    list.visit { _, counts in
      title += counts.title > 0 ? 1 : 0
      people += counts.people > 0 ? 1 : 0
      labels += counts.labels
      body += counts.isInBody ? 1 : 0
    }
    self.init(records: list.count, people: people, elsewhere: max(title, labels, body))
  }
}
