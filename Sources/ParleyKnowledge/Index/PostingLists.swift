/// The posting lists of all stems while a version is built, record by record.
///
/// What memory has no room for goes to a file (``PostingSpill``).
struct PostingLists {
  private var lists: [[UInt8]] = []
  private var lastRecord: [UInt32] = []
  private var counts: [Counts] = []
  private var size = 0
  private var spill: PostingSpill?
  private let spillPath: String?
  private let room: Int

  /// In how many records a stem stands, and in which of their fields.
  private struct Counts {
    var records: UInt32 = 0
    var title: UInt32 = 0
    var people: UInt32 = 0
    var labels: UInt32 = 0
    var body: UInt32 = 0
  }

  /// - Parameters:
  ///   - spillPath: A file that may be made; `nil` keeps everything in memory.
  ///   - room: How many bytes of lists are kept in memory.
  init(spillPath: String?, room: Int = 8 << 20) {
    self.spillPath = spillPath
    self.room = room
  }

  /// Adds a record, whose number is higher than all before.
  mutating func add(_ stems: StemCounts, record: Int) throws {
    stems.visit { stem, fields in
      if stem >= lists.count { grow(to: stem + 1) }
      append(record: record, fields, to: stem)
    }
    if size > room, let spillPath { try spillLists(to: spillPath) }
  }

  /// Visits the stems that any record has in the order of their bytes, each with its list.
  func visit(
    _ stems: WordTable, _ body: (ArraySlice<UInt8>, PostingList, Vocabulary.Count) throws -> Void
  ) throws {
    let order = (0..<lists.count).sorted { stems.precedes($0, $1) }
    for stem in order where counts[stem].records > 0 {
      let word = stems.utf8(stem)
      guard !word.isEmpty else { continue }
      let bytes = try (spill?.bytes(of: stem) ?? []) + lists[stem]
      let counts = counts[stem]
      try body(
        word, PostingList(bytes: bytes, count: Int(counts.records)),
        Vocabulary.Count(
          records: Int(counts.records), people: Int(counts.people),
          elsewhere: Int(max(counts.title, counts.labels, counts.body))))
    }
  }

  /// Removes the file, if one was made.
  func discard() throws { try spill?.discard() }

  private mutating func append(record: Int, _ fields: FieldCounts, to stem: Int) {
    var step = UInt32(truncatingIfNeeded: record) &- lastRecord[stem]
    lastRecord[stem] = UInt32(truncatingIfNeeded: record)
    size += 2
    while step >= 0x80 {
      lists[stem].append(UInt8(truncatingIfNeeded: step) | 0x80)
      step >>= 7
      size += 1
    }
    lists[stem].append(UInt8(truncatingIfNeeded: step))
    lists[stem].append(fields.byte)
    counts[stem].records += 1
    counts[stem].title += fields.title > 0 ? 1 : 0
    counts[stem].people += fields.people > 0 ? 1 : 0
    counts[stem].labels += fields.labels > 0 ? 1 : 0
    counts[stem].body += fields.isInBody ? 1 : 0
  }

  private mutating func grow(to count: Int) {
    while lists.count < count {
      lists.append([])
      lastRecord.append(0)
      counts.append(Counts())
    }
  }

  private mutating func spillLists(to path: String) throws {
    let file = try spill ?? PostingSpill(at: path)
    spill = file
    try file.put(lists)
    for stem in lists.indices { lists[stem] = [] }
    size = 0
  }
}
