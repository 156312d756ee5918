import Testing

@testable import ParleyKnowledge

/// What the version file holds packed reads back as it was written, and a damaged file traps nothing.
struct PackedIndexTests {
  @Test func postingsReadBack() {
    var writer = PostingWriter()
    let records = [1, 2, 130, 131, 70_000, 5_000_000]
    for record in records {
      writer.append(record: record, FieldCounts(title: record % 4, body: record % 13))
    }
    var read: [Int] = []
    writer.list.visit { record, counts in
      read.append(record)
      #expect(counts.title == record % 4)
    }
    #expect(read == records && writer.list.count == records.count)
  }

  @Test func countsAreCappedByField() {
    let counts = FieldCounts(title: 9, people: 2, labels: 5, body: 7)
    #expect(counts.title == 3 && counts.people == 2 && counts.labels == 1 && counts.body == 6)
    #expect(counts.isInName && counts.isInHead && counts.isInBody)
    #expect(!FieldCounts(labels: 1).isInName && FieldCounts(labels: 1).isInHead)
    #expect(!FieldCounts(body: 1).isInHead)
  }

  @Test func lengthsAreExactWhereItMatters() {
    for length in 0..<64 {
      #expect(FieldLengths.length(FieldLengths.byte(length)) == Float(length))
    }
    for length in [100, 1_000, 50_000] {
      let stored = FieldLengths.length(FieldLengths.byte(length))
      #expect(abs(stored / Float(length) - 1) < 0.05)
    }
  }

  @Test func outlinesReadBack() {
    let outline = RecordOutline(
      title: [3, 500, 3], subtitle: [], people: [70_000], seriesNumber: 2.5)
    #expect(RecordOutline(bytes: outline.bytes) == outline)
    let short = RecordOutline(title: [1])
    #expect(RecordOutline(bytes: short.bytes) == short)
  }

  @Test func wordTablesNumberWords() {
    var table = WordTable()
    let words = (0..<2_000).map { "word\($0 * 7919)" } + ["", "müller"]
    for (number, word) in words.enumerated() { #expect(table.insert(word.utf8) == number) }
    for (number, word) in words.enumerated() {
      #expect(table.insert(word.utf8) == number && table.number(of: word) == number)
      #expect(table.word(number) == word)
    }
    #expect(table.number(of: "other") == nil)
    #expect(table.word(99_999) == "")
  }

  @Test func keysNameRecords() {
    let hash = { (text: String) in WordHash.hash(text.utf8) }
    let index = KeyIndex([(hash("dune"), 7), (hash("emma"), 3), (hash("dune"), 2)])
    let read = KeyIndex(bytes: index.bytes)
    #expect(read["dune"] == [2, 7] && read["emma"] == [3] && read["persuasion"] == nil)
  }

  @Test func vocabulariesReadBack() {
    var vocabulary = Vocabulary()
    vocabulary.append(stem: "lamp".utf8, Vocabulary.Count(records: 3, people: 0, elsewhere: 3))
    vocabulary.append(stem: "guin".utf8, Vocabulary.Count(records: 2, people: 2, elsewhere: 0))
    vocabulary.appendSurface("lamps".utf8, stem: 0, records: 2)
    let read = Vocabulary(bytes: vocabulary.bytes)
    #expect(read["lamp"]?.records == 3 && read["guin"]?.people == 2 && read["x"] == nil)
    #expect(read.stem(ofSurface: 0) == 0 && read.stem(ofSurface: 5) == nil)
  }

  @Test func damagedBlocksTrapNothing() {
    var seed: UInt64 = 5
    for _ in 0..<2_000 {
      let bytes = (0..<Int(seed % 40)).map { _ -> UInt8 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: seed >> 56)
      }
      seed = seed &* 6_364_136_223_846_793_005 &+ 1
      _ = RecordOutline(bytes: bytes)
      _ = Vocabulary(bytes: bytes)
      _ = KeyIndex(bytes: bytes)["x"]
      _ = FieldLengths(bytes: bytes).means
      var visited = 0
      PostingList(bytes: bytes, count: 3).visit { _, _ in visited += 1 }
      #expect(visited <= bytes.count)
    }
  }
}
