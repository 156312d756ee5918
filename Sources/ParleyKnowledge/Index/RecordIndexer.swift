import ParleyPlugin
import ParleySQLite

/// Makes the rows of records one after the other, and keeps what is written when all of them are known.
///
/// Keeps in memory what grows with the vocabulary, sixteen bytes a record, and the lists of words as
/// far as there is room. For one thread at a time.
struct RecordIndexer {
  private let isDocuments: Bool
  private var words: WordNumbers
  private var count = 0
  private var lengths: [UInt8] = []
  private var stems = StemCounts()
  private var postings: PostingLists
  private var surfaces = SurfaceCounter()
  private var keys = RecordKeys()

  /// - Parameter spillPath: Where lists may go for which memory has no room.
  init(analyzer: TextAnalyzer, isDocuments: Bool, spillPath: String? = nil) {
    self.isDocuments = isDocuments
    words = WordNumbers(analyzer)
    postings = PostingLists(spillPath: spillPath)
  }

  /// The rows of a record, whose number is one more than that of the record before.
  mutating func index(_ record: Record, _ stored: StoredRecord) throws -> RecordRows {
    count += 1
    let entry = IndexEntry(record, &words)
    let outline = surfaces.outline(
      of: entry, words, record: count, isDocuments: isDocuments)
    lengths += FieldLengths.bytes(of: entry)
    stems.count(entry, words)
    try postings.add(stems, record: count)
    // Passages share the title of their page, and questions are not named after pages.
    if !isDocuments { keys.add(entry, record: count) }
    return RecordRows(number: count, stored, entry, words, outline)
  }

  /// Writes what is known of all records together, and the indexes of tables.
  func finish(_ connection: SQLiteConnection) throws {
    try connection.run("INSERT INTO words(words) VALUES ('optimize')")
    try connection.run("INSERT INTO words(words, rank) VALUES ('automerge', 4)")
    try FieldValueTable(connection: connection).fill()
    var vocabulary = Vocabulary()
    try postings.visit(words.stems) { stem, list, count in
      try connection.run(
        "INSERT INTO postings VALUES (?, ?, ?)",
        [
          .text(String(decoding: stem, as: UTF8.self)), .integer(Int64(list.count)),
          .blob(list.bytes),
        ])
      vocabulary.append(stem: stem, count)
    }
    surfaces.add(to: &vocabulary, words)
    try IndexBlock.vocabulary.write(vocabulary.bytes, to: connection)
    try IndexBlock.lengths.write(lengths, to: connection)
    try keys.write(to: connection)
    try connection.execute(VersionSchema.indexes)
  }

  /// Removes what lies in files of its own.
  func discard() throws { try postings.discard() }
}
