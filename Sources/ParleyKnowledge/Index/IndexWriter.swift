import ParleySQLite

/// Fills the tables of a version: the records, what they are filtered by, and their words.
///
/// Keeps in memory what grows with the vocabulary, and sixteen bytes a record; everything else goes
/// to the file at once.
final class IndexWriter {
  private let connection: SQLiteConnection
  private let rows: RecordRows
  private let isDocuments: Bool
  private var count = 0
  private var lengths: [UInt8] = []
  private var surfaces = SurfaceCounter()
  private var keys = RecordKeys()

  init(_ connection: SQLiteConnection, isDocuments: Bool) {
    self.connection = connection
    self.isDocuments = isDocuments
    rows = RecordRows(connection: connection)
  }

  /// Adds a record, whose number is one more than that of the record before.
  func add(_ record: StoredRecord, _ entry: IndexEntry) throws {
    count += 1
    let outline = surfaces.outline(of: entry, record: count, isDocuments: isDocuments)
    try rows.insert(record, number: count, entry, outline)
    lengths += FieldLengths.bytes(of: entry)
    // Passages share the title of their page, and questions are not named after pages.
    if !isDocuments { keys.add(entry, record: count) }
  }

  /// Completes the tables; no record can be added any more.
  func finish() throws {
    try connection.run("INSERT INTO words(words) VALUES ('optimize')")
    try FieldValueTable(connection: connection).fill()
    var vocabulary = Vocabulary()
    try FullTextLists.visit(connection, table: "words") { stem, list in
      try connection.run(
        "INSERT INTO postings VALUES (?, ?, ?)",
        [.text(stem), .integer(Int64(list.count)), .blob(list.bytes)])
      vocabulary.append(stem: stem.utf8, Vocabulary.Count(list))
    }
    surfaces.add(to: &vocabulary)
    try IndexBlock.vocabulary.write(vocabulary.bytes, to: connection)
    try IndexBlock.lengths.write(lengths, to: connection)
    try keys.write(to: connection)
    try connection.execute(VersionSchema.indexes)
  }
}
