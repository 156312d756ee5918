import ParleySQLite

/// Packs the full-text index into the table `postings`, one stem after the other.
///
/// Reads every place of every word once, in the order of the index, and holds one list at a time.
struct PostingsWriter {
  private let connection: SQLiteConnection
  private var postings = PostingWriter()
  private var stem = ""
  private var record = 0
  private var places = [0, 0, 0, 0]
  private var columns = [0, 0, 0, 0]

  init(_ connection: SQLiteConnection) {
    self.connection = connection
  }

  /// - Parameter onStem: Called for each stem, in the order of their bytes.
  mutating func write(onStem: (String, Vocabulary.Count) -> Void) throws {
    try connection.run(
      "CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'words', 'instance')")
    // The closure's results take no room.
    _ = try connection.rows("SELECT term, doc, col FROM temp.places") { row in
      let stem = row.text(0)
      let record = Int(row.integer(1))
      if stem != self.stem {
        try finishStem(onStem)
        self.stem = stem
      } else if record != self.record {
        finishRecord()
      }
      self.record = record
      if let column = Self.columnNames.firstIndex(of: row.text(2)) { places[column] += 1 }
    }
    try finishStem(onStem)
    try connection.run("DROP TABLE temp.places")
  }

  private static let columnNames = ["title", "people", "labels", "body"]

  private mutating func finishRecord() {
    guard record > 0 else { return }
    postings.append(
      record: record,
      FieldCounts(title: places[0], people: places[1], labels: places[2], body: places[3]))
    for column in places.indices where places[column] > 0 {
      columns[column] += 1
      places[column] = 0
    }
  }

  private mutating func finishStem(_ onStem: (String, Vocabulary.Count) -> Void) throws {
    finishRecord()
    let list = postings.list
    if list.count > 0 {
      try connection.run(
        "INSERT INTO postings VALUES (?, ?, ?)",
        [.text(stem), .integer(Int64(list.count)), .blob(list.bytes)])
      onStem(
        stem,
        Vocabulary.Count(
          records: list.count, people: columns[1],
          elsewhere: max(columns[0], columns[2], columns[3])
        ))
    }
    postings.removeAll()
    columns = [0, 0, 0, 0]
    record = 0
  }
}
