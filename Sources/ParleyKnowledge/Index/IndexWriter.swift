import ParleyCrypto
import ParleyJSON
import ParleyPlugin
import ParleySQLite

/// Fills the tables of a version: the records, what they are filtered by, and their words.
///
/// Keeps in memory what grows with the vocabulary, and sixteen bytes a record; everything else goes
/// to the file at once.
final class IndexWriter {
  private let connection: SQLiteConnection
  private let analyzer: TextAnalyzer
  private let isDocuments: Bool
  private var count = 0
  private var lengths: [UInt8] = []
  private var surfaces = SurfaceCounter()
  private var titles: [(key: UInt64, record: UInt32)] = []
  private var beginnings: Set<UInt64> = []
  private var identifiers: [(key: UInt64, record: UInt32)] = []

  init(_ connection: SQLiteConnection, analyzer: TextAnalyzer, isDocuments: Bool) {
    self.connection = connection
    self.analyzer = analyzer
    self.isDocuments = isDocuments
  }

  /// Adds a record, whose number is one more than that of the record before.
  func add(_ record: Record) throws {
    count += 1
    let number = SQLiteValue.integer(Int64(count))
    let document = JSONWriter.string(RecordJSON.value(of: record))
    let entry = IndexEntry(record, analyzer: analyzer)
    try connection.run(
      "INSERT INTO records VALUES (?, ?, ?, ?, ?)",
      [
        number, .text(record.reference.id), .text(record.title), .text(document),
        .text(ContentHash.hex(of: document)),
      ])
    try addFields(of: entry, number)
    let title = entry.title + entry.subtitle
    try connection.run(
      "INSERT INTO words(rowid, title, people, labels, body) VALUES (?, ?, ?, ?, ?)",
      [number] + [title, entry.people, entry.labels, entry.body].map { .text($0.stems) })
    lengths += [title, entry.people, entry.labels, entry.body].map { FieldLengths.byte($0.count) }
    let outline = surfaces.outline(of: entry, record: count, isDocuments: isDocuments)
    try connection.run("INSERT INTO outlines VALUES (?, ?)", [number, .blob(outline.bytes)])
    addKeys(of: entry)
  }

  private func addFields(of entry: IndexEntry, _ number: SQLiteValue) throws {
    for facet in entry.facets {
      try connection.run(
        "INSERT INTO facets VALUES (?, ?, ?, ?)",
        [.text(facet.field), .text(facet.value), .text(facet.stems), number])
    }
    for value in entry.numbers {
      try connection.run(
        "INSERT INTO numbers VALUES (?, ?, ?)", [.text(value.field), .real(value.value), number])
    }
  }

  /// Passages share the title of their page, and questions are not named after pages.
  private func addKeys(of entry: IndexEntry) {
    guard !isDocuments else { return }
    let record = UInt32(truncatingIfNeeded: count)
    for key in entry.titleKeys {
      titles.append((WordHash.hash(key.utf8), record))
      beginnings.insert(WordHash.hash(key.utf8.prefix { $0 != UInt8(ascii: " ") }))
    }
    for spelling in Set(entry.identifiers.flatMap(QueryReader.spellings)) {
      identifiers.append((WordHash.hash(spelling.utf8), record))
    }
  }

  /// Completes the tables; no record can be added any more.
  func finish() throws {
    try connection.run("INSERT INTO words(words) VALUES ('optimize')")
    try connection.run(
      """
      INSERT INTO field_values SELECT field, value, stems, count(*) FROM facets
      WHERE field NOT IN ('isbn', 'sku', 'gtin') GROUP BY field, value ORDER BY min(rowid)
      """)
    try connection.run(
      "INSERT INTO field_values SELECT field, '', '', count(*) FROM numbers GROUP BY field")
    try connection.run(
      """
      INSERT INTO field_values SELECT field, '', '', count(*) FROM facets
      WHERE field IN ('isbn', 'sku', 'gtin') GROUP BY field
      """)
    var vocabulary = Vocabulary()
    var postings = PostingsWriter(connection)
    try postings.write { stem, count in
      vocabulary.append(stem: stem.utf8, count)
    }
    surfaces.add(to: &vocabulary)
    try IndexBlock.vocabulary.write(vocabulary.bytes, to: connection)
    try IndexBlock.lengths.write(lengths, to: connection)
    try IndexBlock.titles.write(KeyIndex(titles).bytes, to: connection)
    try IndexBlock.titleBeginnings.write(
      KeyIndex(beginnings.map { ($0, 0) }).bytes, to: connection)
    try IndexBlock.identifiers.write(KeyIndex(identifiers).bytes, to: connection)
    try connection.execute(VersionSchema.indexes)
  }
}
