import ParleySQLite

/// Reads a full-text table word by word, each as a packed list of the records that have it.
///
/// Reads every place of every word once, in the order of the index, and holds one list at a time.
struct FullTextLists {
  private var postings = PostingWriter()
  private var stem = ""
  private var record = 0
  private var places = [0, 0, 0, 0]

  /// - Parameters:
  ///   - schema: `main` or `temp`.
  ///   - table: One with the columns of `words`.
  ///   - onStem: Called for each stem, in the order of their bytes.
  static func visit(
    _ connection: SQLiteConnection, schema: String = "main", table: String,
    onStem: (String, PostingList) throws -> Void
  ) throws {
    try connection.run(
      "CREATE VIRTUAL TABLE temp.places USING fts5vocab('\(schema)', '\(table)', 'instance')")
    var lists = FullTextLists()
    // The closure's results take no room.
    _ = try connection.rows("SELECT term, doc, col FROM temp.places") { row in
      try lists.add(row.text(0), Int(row.integer(1)), column: row.text(2), onStem)
    }
    try lists.finishStem(onStem)
    try connection.run("DROP TABLE temp.places")
  }

  private mutating func add(
    _ stem: String, _ record: Int, column: String, _ onStem: (String, PostingList) throws -> Void
  ) throws {
    if stem != self.stem {
      try finishStem(onStem)
      self.stem = stem
    } else if record != self.record {
      finishRecord()
    }
    self.record = record
    // The four names differ in their first letters.
    switch column.utf8.first {
    case UInt8(ascii: "t"): places[0] += 1
    case UInt8(ascii: "p"): places[1] += 1
    case UInt8(ascii: "l"): places[2] += 1
    default: places[3] += 1
    }
  }

  private mutating func finishRecord() {
    guard record > 0 else { return }
    postings.append(
      record: record,
      FieldCounts(title: places[0], people: places[1], labels: places[2], body: places[3]))
    for column in places.indices { places[column] = 0 }
  }

  private mutating func finishStem(_ onStem: (String, PostingList) throws -> Void) throws {
    finishRecord()
    if postings.count > 0 { try onStem(stem, postings.list) }
    postings.removeAll()
    record = 0
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
