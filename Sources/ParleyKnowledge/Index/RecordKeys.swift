import ParleySQLite

/// By what records are named: titles and identifiers, hashed, while a version is built.
struct RecordKeys {
  private var titles: [(key: UInt64, record: UInt32)] = []
  /// The first words of titles.
  private var beginnings: Set<UInt64> = []
  private var identifiers: [(key: UInt64, record: UInt32)] = []

  init() {}

  /// The keys of a version that some records are to be changed of.
  ///
  /// - Parameter changed: Records whose keys are left out. What titles begin with stays: it only tells
  ///   which words need not be looked up at all.
  init(_ connection: SQLiteConnection, leavingOut changed: Set<UInt32>) throws {
    let read = { (block: IndexBlock) in
      KeyIndex(bytes: try block.read(from: connection)).entries
    }
    titles = try read(.titles).filter { !changed.contains($0.record) }
    beginnings = Set(try read(.titleBeginnings).map(\.key))
    identifiers = try read(.identifiers).filter { !changed.contains($0.record) }
  }

  mutating func add(_ entry: IndexEntry, record: Int) {
    let record = UInt32(truncatingIfNeeded: record)
    for key in entry.titleKeys {
      titles.append((WordHash.hash(key.utf8), record))
      beginnings.insert(WordHash.hash(key.utf8.prefix { $0 != UInt8(ascii: " ") }))
    }
    for key in entry.identifiers {
      // Only an ISBN has a second spelling.
      guard key.utf8.count == 10 || key.utf8.count == 13 else {
        identifiers.append((WordHash.hash(key.utf8), record))
        continue
      }
      for spelling in QueryReader.spellings(of: key) {
        identifiers.append((WordHash.hash(spelling.utf8), record))
      }
    }
  }

  func write(to connection: SQLiteConnection) throws {
    try IndexBlock.titles.write(KeyIndex(titles).bytes, to: connection)
    try IndexBlock.titleBeginnings.write(
      KeyIndex(beginnings.map { ($0, 0) }).bytes, to: connection)
    try IndexBlock.identifiers.write(KeyIndex(identifiers).bytes, to: connection)
  }
}
