import ParleyPlugin
import ParleySQLite

/// Changes and adds records in the tables of a version, so that searches find what they would find had
/// all records been indexed anew.
///
/// Costs the reading and writing of what grows with the vocabulary and of the lists of the words
/// concerned, not the reading of other records. Records keep their numbers, so none can be removed.
final class IndexPatch {
  /// A record as it was, unless it is new, and as it is to be.
  struct Change {
    var number: Int
    var old: Record?
    var new: Record
    var stored: StoredRecord
  }

  /// The index does not hold the words of a record's document: another release of the program cut
  /// them otherwise. They cannot be taken out again.
  struct Mismatch: Error, CustomStringConvertible {
    let description = "the words of the version in use were cut by another release"
  }

  private let connection: SQLiteConnection
  private let isDocuments: Bool
  private let analyzer: TextAnalyzer

  init(_ connection: SQLiteConnection, analyzer: TextAnalyzer, isDocuments: Bool) {
    self.connection = connection
    self.analyzer = analyzer
    self.isDocuments = isDocuments
  }

  /// - Parameter changes: In the order of their numbers; the numbers of new records follow those that
  ///   there are.
  /// - Throws: ``Mismatch``, also when it has changed something already.
  func apply(_ changes: [Change]) throws {
    let old = Vocabulary(bytes: try IndexBlock.vocabulary.read(from: connection))
    var words = WordNumbers(analyzer, continuing: old)
    let entries = changes.map { change in
      (
        number: change.number, old: change.old.map { IndexEntry($0, &words) },
        new: IndexEntry(change.new, &words)
      )
    }
    var surfaces = SurfaceCounter(old)
    try changeRows(changes, entries, words, &surfaces)
    try FieldValueTable(connection: connection).recount(
      entries.compactMap(\.old) + entries.map(\.new))
    var vocabulary = try patchedStems(of: old, entries, words)
    surfaces.add(to: &vocabulary, words)
    try IndexBlock.vocabulary.write(vocabulary.bytes, to: connection)
  }

  /// The words of a change.
  private typealias Entries = (number: Int, old: IndexEntry?, new: IndexEntry)

  private func changeRows(
    _ changes: [Change], _ entries: [Entries], _ words: WordNumbers,
    _ surfaces: inout SurfaceCounter
  ) throws {
    var lengths = try IndexBlock.lengths.read(from: connection)
    var keys = try RecordKeys(
      connection, leavingOut: Set(changes.map { UInt32(truncatingIfNeeded: $0.number) }))
    for (change, entry) in zip(changes, entries) {
      let start = (change.number - 1) * FieldLengths.fields
      if let old = entry.old {
        guard
          lengths.dropFirst(start).prefix(FieldLengths.fields) == FieldLengths.bytes(of: old)[...]
        else { throw Mismatch() }
        surfaces.remove(old, words, isDocuments: isDocuments)
        try RecordRows.remove(
          number: change.number, columns: old.columns(words), from: connection)
      }
      let outline = surfaces.outline(
        of: entry.new, words, record: change.number, isDocuments: isDocuments)
      try RecordRows(number: change.number, change.stored, entry.new, words, outline)
        .insert(into: connection)
      let bytes = FieldLengths.bytes(of: entry.new)
      if start < lengths.count {
        lengths.replaceSubrange(start..<start + bytes.count, with: bytes)
      } else {
        lengths += bytes
      }
      if !isDocuments { keys.add(entry.new, record: change.number) }
    }
    try IndexBlock.lengths.write(lengths, to: connection)
    try keys.write(to: connection)
  }

  // MARK: Lists

  /// Changes the lists of all stems concerned; returns a vocabulary with the stems that remain.
  private func patchedStems(
    of old: Vocabulary, _ entries: [Entries], _ words: WordNumbers
  ) throws -> Vocabulary {
    let removed = lists(
      of: entries.compactMap { entry in entry.old.map { (entry.number, $0) } }, words)
    let added = lists(of: entries.map { ($0.number, $0.new) }, words)
    var counts: [String: Vocabulary.Count] = [:]
    for number in Set(removed.keys).union(added.keys) {
      let stem = words.stems.word(number)
      guard !stem.isEmpty else { continue }
      let known = try connection.first(
        "SELECT list, records FROM postings WHERE stem = ?", [.text(stem)]
      ) { PostingList(bytes: $0.blob(0), count: Int($0.integer(1))) }
      guard
        let list = (known ?? .empty).replacing(
          removed[number]?.list ?? .empty, with: added[number]?.list ?? .empty)
      else { throw Mismatch() }
      if list.count == 0 {
        try connection.run("DELETE FROM postings WHERE stem = ?", [.text(stem)])
      } else {
        try connection.run(
          "INSERT OR REPLACE INTO postings VALUES (?, ?, ?)",
          [.text(stem), .integer(Int64(list.count)), .blob(list.bytes)])
      }
      counts[stem] = Vocabulary.Count(list)
    }
    return Self.vocabulary(old, counts)
  }

  /// The lists of the stems of some records, by the numbers of the stems.
  private func lists(
    of entries: [(number: Int, entry: IndexEntry)], _ words: WordNumbers
  ) -> [Int: PostingWriter] {
    var lists: [Int: PostingWriter] = [:]
    var stems = StemCounts()
    for (number, entry) in entries {
      stems.count(entry, words)
      stems.visit { stem, counts in
        lists[stem, default: PostingWriter()].append(record: number, counts)
      }
    }
    return lists
  }

  /// The stems of a vocabulary that records have, with some counts changed, in the order of their bytes.
  private static func vocabulary(
    _ old: Vocabulary, _ changed: [String: Vocabulary.Count]
  ) -> Vocabulary {
    var stems: [(stem: String, count: Vocabulary.Count)] = []
    stems.reserveCapacity(old.stems.count + changed.count)
    for number in 0..<old.stems.count where old.counts[number].records > 0 {
      let stem = old.stems.word(number)
      if changed[stem] == nil { stems.append((stem, old.counts[number])) }
    }
    stems += changed.filter { $0.value.records > 0 }.map { ($0.key, $0.value) }
    stems.sort { $0.stem.utf8.lexicographicallyPrecedes($1.stem.utf8) }
    var vocabulary = Vocabulary()
    for (stem, count) in stems { vocabulary.append(stem: stem.utf8, count) }
    return vocabulary
  }
}
