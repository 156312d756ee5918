import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Testing

@testable import ParleyKnowledge

/// A version that was copied and changed is the one that a load of all records would build.
@Suite struct ChangedVersionTests {
  static let questions = [
    "red lamp", "a sturdy mug", "lanp", "lamps for reading", "kettel", "readinglamp", "blue mu",
    "Acme kettle under $30", "mug in stock", "oak", "cheapest lamp", "something by Orchard",
    "tea pot", "tray 12", "r7", "steel tea", "garden",
  ]

  @Test(arguments: ["products", "documents"], [1 as UInt64, 2, 3])
  func aSeriesOfUpdatesEqualsALoad(kind: String, seed: UInt64) async throws {
    var shelf = Shelf(seed: seed)
    let updated = try KnowledgeFixture(["k.jsonl": shelf.lines])
    let library = updated.library(shop("k.jsonl", kind: kind))
    try await library.load("shop")
    var sawForgottenWords = false
    for step in 0..<12 {
      let isPruned = step % 5 == 4
      try updated.write(isPruned ? shelf.prune() : shelf.update(), to: "more.jsonl")
      try await library.load(
        "shop", files: [updated.path("more.jsonl")],
        options: LoadOptions(mode: isPruned ? .mergeAndPrune : .merge))
      let fresh = try KnowledgeFixture(["k.jsonl": shelf.lines])
      let other = fresh.library(shop("k.jsonl", kind: kind))
      try await other.load("shop")
      let contents = try await Contents(of: library)
      #expect(try await contents.differences(from: Contents(of: other)) == [], "step \(step)")
      sawForgottenWords = sawForgottenWords || contents.forgottenWords > 0
    }
    // Only a version that was changed in place has such words: the steps above did not all load anew.
    #expect(sawForgottenWords)
  }

  @Test func manyChangesAreIndexedAnew() async throws {
    let rows = { (price: Int) in
      (0..<100).map { "{\"id\":\"r\($0)\",\"title\":\"T\($0)\",\"price\":\($0 + price)}\n" }
        .joined()
    }
    let fixture = try KnowledgeFixture(["k.jsonl": rows(1)])
    let library = fixture.library(shop("k.jsonl"))
    try await library.load("shop")
    let version = try await library.currentVersion(of: "shop")
    let stage = try RecordStage(at: fixture.path("stage"), collection: "shop")
    try stage.copy(from: version)
    #expect(try stage.changes()?.isEmpty == true && stage.isHeld(by: version))
    for number in 0..<100 {
      let record = Record(
        reference: RecordReference(collection: "shop", id: "r\(number)"), title: "U")
      #expect(try stage.put(record) == .changed)
      #expect(try (stage.changes()?.count == number + 1) == (number < 30))
    }
    #expect(stage.count == 100)
  }

  @Test(arguments: [VersionBuilder.Step.created, .filled, .checked, .judged, .named])
  func aFailureAtAnyStepLeavesTheOldVersionAlone(step: VersionBuilder.Step) async throws {
    let fixture = try KnowledgeFixture([
      "k.jsonl": Shelf(seed: 9).lines, "more.jsonl": "{\"id\":\"r1\",\"title\":\"Garden lamp\"}\n",
    ])
    let first = try await fixture.library(shop("k.jsonl")).load("shop")
    let path = fixture.path("data/knowledge/shop/\(first.version ?? "").sqlite")
    let before = try Data(contentsOf: URL(filePath: path))
    let failing = fixture.library(shop("k.jsonl")) { reached in
      if reached == step { throw KnowledgeError(.io, "the disk is full") }
    }
    let update = LoadOptions(mode: .merge)
    let error = await knowledgeError {
      try await failing.load("shop", files: [fixture.path("more.jsonl")], options: update)
    }
    #expect(error?.description == "the disk is full")
    #expect(
      fixture.names(in: "data/knowledge/shop").filter { $0 != ".lock" }
        == ["\(first.version ?? "").sqlite", "confirmed", "current"])
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test func aVersionThatHoldsOtherWordsIsMadeAnewByItsNextUpdate() async throws {
    let fixture = try KnowledgeFixture(["k.jsonl": Shelf(seed: 9).lines])
    let library = fixture.library(shop("k.jsonl"))
    let first = try await library.load("shop")
    let path = fixture.path("data/knowledge/shop/\(first.version ?? "").sqlite")
    try SQLiteConnection(path: path, mode: .readWrite).run("UPDATE postings SET stem = stem || 'x'")
    try fixture.write("{\"id\":\"r1\",\"title\":\"Garden lamp\"}\n", to: "more.jsonl")
    let report = try await library.load(
      "shop", files: [fixture.path("more.jsonl")], options: LoadOptions(mode: .merge))
    #expect(report.notes.contains { $0.contains("cut by another release") })
    let version = try await library.currentVersion(of: "shop")
    let stems = try await version.run { connection in
      try connection.rows("SELECT stem FROM postings WHERE stem IN ('lamp', 'lampx')") {
        $0.text(0)
      }
    }
    #expect(stems == ["lamp"])
  }

  @Test func aDamagedVersionIsMadeAnewByItsNextUpdate() async throws {
    let fixture = try KnowledgeFixture(["k.jsonl": Shelf(seed: 9).lines])
    let library = fixture.library(shop("k.jsonl"))
    let first = try await library.load("shop")
    let path = fixture.path("data/knowledge/shop/\(first.version ?? "").sqlite")
    // The records can be read, the lists of words cannot.
    let connection = try SQLiteConnection(path: path, mode: .immutable)
    let page = try connection.first("SELECT rootpage FROM sqlite_schema WHERE name = 'postings'") {
      Int($0.integer(0))
    }
    let size = try connection.first("PRAGMA page_size") { Int($0.integer(0)) }
    var bytes = try Data(contentsOf: URL(filePath: path))
    let start = (try #require(page) - 1) * (try #require(size))
    bytes.replaceSubrange(start..<start + 64, with: Data(repeating: 0xFF, count: 64))
    try bytes.write(to: URL(filePath: path))
    try fixture.write("{\"id\":\"r1\",\"title\":\"Garden lamp\"}\n", to: "more.jsonl")
    let report = try await library.load(
      "shop", files: [fixture.path("more.jsonl")], options: LoadOptions(mode: .merge))
    #expect(report.notes.contains { $0.contains("indexed anew") })
    let version = try await library.currentVersion(of: "shop")
    let postings = try await version.run { connection in
      try connection.first("SELECT count(*) FROM postings") { $0.integer(0) } ?? 0
    }
    #expect(postings > 10)
  }
}

/// Records that change by chance, always by the same.
private struct Shelf {
  private static let words = [
    "lamp", "lamps", "reading", "mug", "kettle", "tea", "pot", "tray", "oak", "steel", "sturdy",
    "garden", "desk", "lane", "teapot", "müsli", "12", "c++", "red-hot", "x200", "mugs", "kettles",
  ]
  private static let brands = ["Acme", "Orchard", "Kiln & Co"]
  private static let colours = ["red", "blue", "dark green", "navy and cream"]

  private var records: [(id: String, line: String)] = []
  private var random: SplitMix
  private var next = 0

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    for _ in 0..<40 { append() }
  }

  /// The records as they are, one a line.
  var lines: String { records.map(\.line).joined() }

  /// Changes some records and adds some; returns the lines that say so.
  mutating func update() -> String {
    var lines: [String] = []
    for place in Set((0..<3).map { _ in random.below(records.count) }) {
      records[place].line = line(records[place].id)
      lines.append(records[place].line)
    }
    if random.below(2) == 0 {
      append()
      lines += records.suffix(1).map(\.line)
    }
    return lines.joined()
  }

  /// Changes some records and leaves some out; returns the lines of those that remain.
  mutating func prune() -> String {
    _ = update()
    for _ in 0..<3 { records.remove(at: random.below(records.count)) }
    return lines
  }

  private mutating func append() {
    records.append((id: "r\(next)", line: line("r\(next)")))
    next += 1
  }

  private mutating func line(_ id: String) -> String {
    let words = { (shelf: inout Shelf, most: Int) in
      (0...shelf.random.below(most)).map { _ in
        // Most words are common, some stand in one record only.
        let word = Self.words[shelf.random.below(Self.words.count)]
        return shelf.random.below(6) == 0 ? "\(word)\(shelf.random.below(500))" : word
      }
      .joined(separator: " ")
    }
    var fields = [
      "\"id\":\"\(id)\"", "\"title\":\"\(words(&self, 3)): \(words(&self, 3))\"",
      "\"description\":\"\(words(&self, 12))\"",
    ]
    if random.below(2) == 0 { fields.append("\"price\":\(random.below(50) + 1)") }
    if random.below(2) == 0 { fields.append("\"stock\":\(random.below(3))") }
    if random.below(2) == 0 { fields.append("\"brand\":\"\(Self.brands[random.below(3)])\"") }
    if random.below(2) == 0 { fields.append("\"colour\":\"\(Self.colours[random.below(4)])\"") }
    if random.below(3) == 0 { fields.append("\"sku\":\"K-\(random.below(90) + 10)\"") }
    if random.below(3) == 0 { fields.append("\"care\":\"\(words(&self, 2))\"") }
    return "{\(fields.joined(separator: ","))}\n"
  }
}

/// What a version holds, apart from the numbers of words, and what searches find in it.
private struct Contents {
  var tables: [String: [String]] = [:]
  var blocks: [IndexBlock: [UInt8]] = [:]
  var words: [String: Vocabulary.Count] = [:]
  var surfaces: Set<String> = []
  var outlines: [[String]] = []
  var found: [SearchResult] = []
  /// Not compared.
  var forgottenWords = 0

  init(of library: KnowledgeLibrary) async throws {
    let version = try await library.currentVersion(of: "shop")
    self = try await version.run { connection in
      try Contents(connection, version.searchable(connection))
    }
  }

  private init(_ connection: SQLiteConnection, _ version: SearchableVersion) throws {
    let rowIDs = ["records": "rowid", "facets": "rowid", "numbers": "rowid"]
    for table in ["records", "facets", "numbers", "field_values", "postings"] {
      let columns = rowIDs[table].map { "\($0), *" } ?? "*"
      tables[table] = try connection.rows("SELECT \(columns) FROM \(table) ORDER BY 1, 2") { row in
        (0..<row.columnCount).map { "\(row.value($0))" }.joined(separator: "|")
      }
    }
    for block in [IndexBlock.lengths, .titles, .identifiers] {
      blocks[block] = try block.read(from: connection)
    }
    let vocabulary = version.reader.catalog.words
    for number in 0..<vocabulary.stems.count {
      words[vocabulary.stems.word(number)] = vocabulary.counts[number]
    }
    for number in 0..<vocabulary.surfaces.count {
      let records = vocabulary.recordsOfSurface[number]
      let stem = vocabulary.stem(ofSurface: number).map(vocabulary.stems.word) ?? ""
      if records == 0 {
        forgottenWords += 1
      } else {
        surfaces.insert("\(vocabulary.surfaces.word(number)) \(stem) \(records)")
      }
    }
    outlines = try connection.rows("SELECT words FROM outlines ORDER BY record") { row in
      let outline = RecordOutline(bytes: row.blob(0))
      return (outline.title + [-1] + outline.subtitle + [-1] + outline.people)
        .map(vocabulary.surfaces.word)
    }
    for question in ChangedVersionTests.questions {
      found.append(
        try version.search(connection, version: "1", limit: 30, includesWeaker: true)
          .search(question, history: []))
    }
  }

  /// The parts that are not the same.
  func differences(from other: Contents) -> [String] {
    let parts = [
      ("tables", tables == other.tables), ("blocks", blocks == other.blocks),
      ("words", words == other.words), ("surfaces", surfaces == other.surfaces),
      ("outlines", outlines == other.outlines), ("found", found == other.found),
    ]
    return parts.filter { !$0.1 }.map(\.0)
  }
}

/// Steele, Lea and Flood's generator.
private struct SplitMix {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
