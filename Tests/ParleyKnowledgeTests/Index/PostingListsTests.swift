import FoundationEssentials
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// The lists of words while a version is built.
struct PostingListsTests {
  @Test func listsThatWentToAFileAreTheSame() throws {
    let fixture = try KnowledgeFixture()
    let path = fixture.path("lists.building")
    let inMemory = try lists(PostingLists(spillPath: nil))
    let spilled = try lists(
      PostingLists(spillPath: path, room: 400),
      whileThere: {
        #expect(FileManager.default.fileExists(atPath: path))
      })
    #expect(inMemory == spilled && inMemory.count == 41)
    #expect(inMemory.map(\.stem) == inMemory.map(\.stem).sorted())
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  private struct Read: Equatable {
    var stem: String
    var places: [[Int]]
    var count: Vocabulary.Count
  }

  private func lists(
    _ empty: PostingLists, whileThere check: () -> Void = {}
  ) throws -> [Read] {
    var words = WordNumbers(TextAnalyzer(language: "en"))
    var lists = empty
    var stems = StemCounts()
    for record in 1...600 {
      var entry = IndexEntry(
        Record(
          reference: RecordReference(collection: "shop", id: "r"),
          title: "lamp lamp x\(record % 40)", text: record % 3 == 0 ? "lamp" : ""), &words)
      entry.people = record % 7 == 0 ? words.words("lamp") : []
      stems.count(entry, words)
      try lists.add(stems, record: record)
    }
    check()
    var read: [Read] = []
    try lists.visit(words.stems) { stem, list, count in
      var places: [[Int]] = []
      list.visit { record, counts in
        places.append([record, counts.title, counts.people, counts.labels, counts.body])
      }
      #expect(count == Vocabulary.Count(list) && list.count == places.count)
      read.append(Read(stem: String(decoding: stem, as: UTF8.self), places: places, count: count))
    }
    try lists.discard()
    return read
  }
}
