import ParleySQLite

/// The packed index of one version, for the length of one search: each list is read once.
final class IndexReader {
  let connection: SQLiteConnection
  let vocabulary: Vocabulary
  let lengths: FieldLengths
  private var lists: [Int: PostingList] = [:]

  init(_ connection: SQLiteConnection, vocabulary: Vocabulary, lengths: FieldLengths) {
    self.connection = connection
    self.vocabulary = vocabulary
    self.lengths = lengths
  }

  var recordCount: Int { lengths.records }

  /// The records that have a stem, by its number in the vocabulary.
  func postings(of stem: Int) throws -> PostingList {
    if let list = lists[stem] { return list }
    let list =
      try connection.first(
        "SELECT list, records FROM postings WHERE stem = ?", [.text(vocabulary.stems.word(stem))]
      ) { PostingList(bytes: $0.blob(0), count: Int($0.integer(1))) } ?? .empty
    lists[stem] = list
    return list
  }

  /// In how many records a stem stands.
  func records(of stem: Int) -> Int {
    vocabulary.counts.indices.contains(stem) ? vocabulary.counts[stem].records : 0
  }

  func outline(of record: Int) throws -> RecordOutline {
    try connection.first(
      "SELECT words FROM outlines WHERE record = ?", [.integer(Int64(record))]
    ) { RecordOutline(bytes: $0.blob(0)) } ?? RecordOutline()
  }
}
