import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import Synchronization
import Testing

@testable import ParleyKnowledge

@Suite struct CollectionLoaderTests {
  @Test func refusedRowsAreLeftOutAndTold() async throws {
    let fixture = try KnowledgeFixture([
      "k/a.csv": "id,title,price\n1,A,3.00\n2,,4.00\n3,C,\"12,50\"\n",
      "k/b.yaml": "- {id: 1, title: Again}\n- {id: 4, title: D, isbn: 9780441478124}\n",
    ])
    let report = try await fixture.library(shop("k")).load("shop")
    #expect(report.records == 1)
    #expect(report.rejectedRows == 4)
    #expect(
      report.rejected.map(\.description) == [
        "k/a.csv:3: title: is missing; every record needs a title",
        "k/a.csv:4: price: '12,50' has a decimal comma; write 12.50",
        "k/b.yaml:1: id: '1' is already the id of k/a.csv:2",
        "k/b.yaml:2: isbn: '9780441478124' has the wrong check digit: 5 expected, 4 found",
      ])
  }

  @Test func stoppingAtTheFirstRefusedRowKeepsTheOldVersion() async throws {
    let fixture = try KnowledgeFixture(["k.csv": "id,title\n1,A\n"])
    let library = fixture.library(shop("k.csv"))
    try await library.load("shop")
    try fixture.write("id,title\n1,A\n2,\n3,\n", to: "k.csv")
    let error = await knowledgeError {
      _ = try await library.load("shop", options: LoadOptions(onError: .stop))
    }
    #expect(error?.code == .badData)
    #expect(
      error?.description == """
        a row of 'shop' was refused; the old version stays:
        k.csv:3: title: is missing; every record needs a title
        """)
    #expect(try await library.currentVersion(of: "shop").records == 1)
  }

  @Test(arguments: ["id,title\n1,\n2,\n", "id,title\n", "", "id,title\n1,\"A\n"])
  func aLoadThatWouldLeaveNothingFails(text: String) async throws {
    let fixture = try KnowledgeFixture(["k.csv": "id,title\n1,A\n"])
    let library = fixture.library(shop("k.csv"))
    try await library.load("shop")
    try fixture.write(text, to: "k.csv")
    let error = await knowledgeError { _ = try await library.load("shop") }
    #expect(error?.code == .badData || error?.code == .noInput)
    #expect(try await library.currentVersion(of: "shop").records == 1)
  }

  @Test func aMissingSourceIsNoInput() async throws {
    let fixture = try KnowledgeFixture()
    let error = await knowledgeError { _ = try await fixture.library(shop("no.csv")).load("shop") }
    #expect(error == KnowledgeError(.noInput, "no.csv: No such file or directory"))
  }

  @Test func aFileThatChangesWhileItIsReadFailsTheLoad() async throws {
    let fixture = try KnowledgeFixture(["k.csv": "id,title\n1,A\n"])
    let file = try #require(
      try SourceFinder(base: fixture.root, isConfined: true).files(of: "k.csv").first)
    let input = try InputFile(file)
    try input.checkUnchanged()
    try fixture.write("id,title\n1,A\n2,B\n", to: "k.csv")
    let changed = await knowledgeError { try input.checkUnchanged() }
    #expect(changed == KnowledgeError(.noInput, "k.csv: changed while it was read; load again"))
    try FileManager.default.removeItem(atPath: fixture.path("k.csv"))
    let vanished = await knowledgeError { try input.checkUnchanged() }
    #expect(vanished == KnowledgeError(.noInput, "k.csv: vanished while it was read; load again"))
  }

  @Test func anEqualISBNIsAWarning() async throws {
    let fixture = try KnowledgeFixture([
      "k.csv": "id,title,isbn\n1,A,9780441478125\n2,B,0441478123\n"
    ])
    let report = try await fixture.library(shop("k.csv")).load("shop")
    #expect(report.records == 2)
    #expect(
      report.warnings.map(\.description) == [
        "k.csv:3: isbn: 9780441478125 is also the ISBN of k.csv:2"
      ])
  }

  @Test func foldersOfAShopPassOverWhatIsNoTable() async throws {
    let fixture = try KnowledgeFixture([
      "k/a.csv": "id,title\n1,A\n", "k/README.md": "# Read me\n\nwords", "k/cover.jpg": "x",
    ])
    let report = try await fixture.library(shop("k")).load("shop")
    #expect(report.records == 1)
    #expect(
      report.notes == [
        "k/README.md: passed over, 'shop' has no pages",
        "k/a.csv: table with commas; UTF-8; columns id, title",
        "k/cover.jpg: passed over, the format is not known",
      ])
    let pages = try await fixture.library(shop("k/README.md")).load("shop")
    #expect(pages.records == 1)
  }

  @Test func aDryRunChangesNothing() async throws {
    let fixture = try KnowledgeFixture(["k.csv": "id,title\n1,A\n2,\n"])
    let library = fixture.library(shop("k.csv"))
    let report = try await library.load("shop", options: LoadOptions(isDryRun: true))
    #expect(report.records == 1)
    #expect(report.rejectedRows == 1)
    #expect(report.version == nil)
    #expect(fixture.names(in: "data/knowledge/shop") == [".lock"])
  }

  @Test func filesOfTheCommandLineStandInForTheSources() async throws {
    let fixture = try KnowledgeFixture(["k.csv": "id,title\n1,A\n"])
    let elsewhere = try KnowledgeFixture(["other.txt": "Nr|Was\n7|Other\n"])
    let library = fixture.library(shop("k.csv"))
    let options = LoadOptions(
      format: .csv, mapping: try ColumnMapping([("id", "Nr"), ("title", "Was")]),
      workingDirectory: elsewhere.root)
    let report = try await library.load("shop", files: ["other.txt"], options: options)
    #expect(report.records == 1)
    let record = try await library.record(RecordReference(collection: "shop", id: "7"))
    #expect(record?.title == "Other")
  }

  @Test func progressIsTold() async throws {
    let rows = (0..<1200).map { "\($0),T\n" }.joined()
    let fixture = try KnowledgeFixture(["k.csv": "id,title\n" + rows])
    let seen = Mutex<[Int]>([])
    _ = try await fixture.library(shop("k.csv")).load("shop") { progress in
      seen.withLock { $0.append(progress.records) }
    }
    #expect(seen.withLock { $0 } == [500, 1000, 1200])
  }
}
