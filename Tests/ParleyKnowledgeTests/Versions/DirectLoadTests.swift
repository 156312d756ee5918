import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Testing

@testable import ParleyKnowledge

/// Loads that put records into the new version as they are read.
@Suite struct DirectLoadTests {
  private static func rows(_ titles: [String]) -> String {
    titles.enumerated().map { "{\"id\":\"r\($0.offset)\",\"title\":\"\($0.element)\"}\n" }.joined()
  }

  private static let titles = (0..<1_200).map { "Lamp \($0)" }

  private func titles(of version: KnowledgeVersion) async throws -> [String] {
    try await version.run { connection in
      try connection.rows("SELECT title FROM records ORDER BY number") { $0.text(0) }
    }
  }

  private func path(of version: KnowledgeVersion, in fixture: KnowledgeFixture) -> String {
    fixture.path("data/knowledge/shop/\(version.version).sqlite")
  }

  /// What is read, and whether it is what there is.
  static let loads: [([String], Bool)] = [
    (titles, true), (Array(titles.dropLast()), false), (titles + ["Kettle"], false),
    (["Kettle"] + titles.dropFirst(), false), (Array(titles.dropLast()) + ["Kettle"], false),
    (titles.reversed(), false),
  ]

  @Test(arguments: loads)
  func aLoadHoldsWhatWasRead(new: [String], isSame: Bool) async throws {
    let fixture = try KnowledgeFixture(["k.jsonl": Self.rows(Self.titles)])
    let library = fixture.library(shop("k.jsonl"))
    let first = try await library.load("shop")
    try fixture.write(Self.rows(new), to: "k.jsonl")
    let report = try await library.load("shop")
    #expect(report.isUnchanged == isSame && (report.version == first.version) == isSame)
    #expect(report.records == new.count)
    #expect(try await titles(of: library.currentVersion(of: "shop")) == new)
  }

  @Test func sourcesAreReadAgainWhenTheVersionInUseIsDamaged() async throws {
    let fixture = try KnowledgeFixture(["k.jsonl": Self.rows(Self.titles)])
    let library = fixture.library(shop("k.jsonl"))
    try await library.load("shop")
    let damaged = path(of: try await library.currentVersion(of: "shop"), in: fixture)
    try SQLiteConnection(path: damaged, mode: .readWrite).run(
      "UPDATE records SET document = '{}' WHERE number = 600")
    let new = Array(Self.titles.dropLast()) + ["Kettle"]
    try fixture.write(Self.rows(new), to: "k.jsonl")
    let report = try await library.load("shop")
    #expect(report.records == new.count && !report.isUnchanged)
    let version = try await library.currentVersion(of: "shop")
    #expect(try await titles(of: version) == new)
    #expect(try await version.record("r599")?.title == "Lamp 599")
    #expect(!fixture.names(in: "data/knowledge/shop").contains { $0.contains("building") })
  }

  @Test func aVersionOfTheSchemaBeforeIsReadAndReplacedByTheNextLoad() async throws {
    let fixture = try KnowledgeFixture(["k.jsonl": Self.rows(Self.titles)])
    let library = fixture.library(shop("k.jsonl"))
    let first = try await library.load("shop")
    let old = path(of: try await library.currentVersion(of: "shop"), in: fixture)
    try SQLiteConnection(path: old, mode: .readWrite).run(
      "UPDATE meta SET value = '3' WHERE key = 'schema'")
    let reopened = fixture.library(shop("k.jsonl"))
    #expect(try await reopened.currentVersion(of: "shop").record("r5")?.title == "Lamp 5")
    let report = try await reopened.load("shop")
    #expect(!report.isUnchanged && report.version != first.version)
    try fixture.write("{\"id\":\"r5\",\"title\":\"Kettle\"}\n", to: "more.jsonl")
    try await reopened.load(
      "shop", files: [fixture.path("more.jsonl")], options: LoadOptions(mode: .merge))
    #expect(try await reopened.currentVersion(of: "shop").record("r5")?.title == "Kettle")
  }

  @Test func aRowThatStopsTheLoadLeavesNothing() async throws {
    let rows = Self.rows(Self.titles) + "{\"id\":\"x\"}\n"
    let fixture = try KnowledgeFixture(["k.jsonl": rows])
    let library = fixture.library(shop("k.jsonl"))
    let error = await knowledgeError {
      try await library.load("shop", options: LoadOptions(onError: .stop))
    }
    #expect(error?.description.contains("k.jsonl:1201: title:") == true)
    #expect(fixture.names(in: "data/knowledge/shop").filter { !$0.hasPrefix(".") } == [])
  }
}
