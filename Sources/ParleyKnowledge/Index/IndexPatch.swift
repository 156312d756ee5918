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
    var old: IndexEntry?
    var record: StoredRecord
    var new: IndexEntry
  }

  /// The index does not hold the words of a record's document: another release of the program cut
  /// them otherwise. They cannot be taken out again.
  struct Mismatch: Error, CustomStringConvertible {
    let description = "the words of the version in use were cut by another release"
  }

  private let connection: SQLiteConnection
  private let isDocuments: Bool

  init(_ connection: SQLiteConnection, isDocuments: Bool) {
    self.connection = connection
    self.isDocuments = isDocuments
  }

  /// - Parameter changes: In the order of their numbers; the numbers of new records follow those that
  ///   there are.
  /// - Throws: ``Mismatch``, also when it has changed something already.
  func apply(_ changes: [Change]) throws {
    let old = Vocabulary(bytes: try IndexBlock.vocabulary.read(from: connection))
    var lengths = try IndexBlock.lengths.read(from: connection)
    var surfaces = SurfaceCounter(old)
    var keys = try RecordKeys(
      connection, leavingOut: Set(changes.map { UInt32(truncatingIfNeeded: $0.number) }))
    let rows = RecordRows(connection: connection)
    for change in changes {
      if let old = change.old {
        let start = (change.number - 1) * FieldLengths.fields
        guard
          lengths.dropFirst(start).prefix(FieldLengths.fields) == FieldLengths.bytes(of: old)[...]
        else { throw Mismatch() }
        surfaces.remove(old, isDocuments: isDocuments)
        try rows.remove(number: change.number, old)
      }
      let outline = surfaces.outline(
        of: change.new, record: change.number, isDocuments: isDocuments)
      try rows.insert(change.record, number: change.number, change.new, outline)
      let start = (change.number - 1) * FieldLengths.fields
      let bytes = FieldLengths.bytes(of: change.new)
      if start < lengths.count {
        lengths.replaceSubrange(start..<start + bytes.count, with: bytes)
      } else {
        lengths += bytes
      }
      if !isDocuments { keys.add(change.new, record: change.number) }
    }
    try FieldValueTable(connection: connection).recount(
      changes.compactMap(\.old) + changes.map(\.new))
    var vocabulary = try patchedStems(of: old, changes)
    surfaces.add(to: &vocabulary)
    try IndexBlock.vocabulary.write(vocabulary.bytes, to: connection)
    try IndexBlock.lengths.write(lengths, to: connection)
    try keys.write(to: connection)
  }

  // MARK: Lists

  /// Changes the lists of all stems concerned; returns a vocabulary with the stems that remain.
  private func patchedStems(of old: Vocabulary, _ changes: [Change]) throws -> Vocabulary {
    // The full-text index cuts a few words once more, so it is asked what it makes of the stems.
    let removed = try lists(
      of: changes.compactMap { change in change.old.map { (change.number, $0) } })
    let added = try lists(of: changes.map { ($0.number, $0.new) })
    var counts: [String: Vocabulary.Count] = [:]
    for stem in Set(removed.keys).union(added.keys) {
      let known = try connection.first(
        "SELECT list, records FROM postings WHERE stem = ?", [.text(stem)]
      ) { PostingList(bytes: $0.blob(0), count: Int($0.integer(1))) }
      guard
        let list = (known ?? .empty).replacing(
          removed[stem] ?? .empty, with: added[stem] ?? .empty)
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

  private func lists(of entries: [(number: Int, entry: IndexEntry)]) throws -> [String: PostingList]
  {
    try connection.execute(VersionSchema.changedWords)
    for (number, entry) in entries {
      try connection.run(
        "INSERT INTO changed_words(rowid, title, people, labels, body) VALUES (?, ?, ?, ?, ?)",
        [.integer(Int64(number))] + entry.columns.map { .text($0.stems) })
    }
    var lists: [String: PostingList] = [:]
    try FullTextLists.visit(connection, schema: "temp", table: "changed_words") { stem, list in
      lists[stem] = list
    }
    try connection.run("DROP TABLE temp.changed_words")
    return lists
  }
}
