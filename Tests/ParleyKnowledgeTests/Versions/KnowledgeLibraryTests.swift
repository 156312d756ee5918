import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import ParleySQLite
import Synchronization
import Testing

@testable import ParleyKnowledge

@Suite struct KnowledgeLibraryTests {
  static let first = "- {id: a, title: Apple}\n- {id: b, title: Pear}\n"
  static let second = "- {id: a, title: Apple}\n- {id: c, title: Plum}\n- {id: d, title: Fig}\n"

  @Test func aLoadIsSearchedAtOnce() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let library = fixture.library(shop("k.yaml"))
    let report = try await library.load("shop")
    #expect(report.records == 2)
    let snapshot = try await library.snapshot()
    #expect(snapshot.versions == ["shop": report.version])
    let query = KnowledgeQuery(collection: "shop", text: "apple", limit: 5)
    let result = try await snapshot.search(query)
    #expect(result.version == report.version)
    #expect(result.total == 2)
    let record = try await snapshot.record(RecordReference(collection: "shop", id: "b"))
    #expect(record?.title == "Pear")
    #expect(try await snapshot.record(RecordReference(collection: "shop", id: "z")) == nil)
    let status = try #require(try await library.list().first)
    #expect(status.version == report.version)
    #expect(status.records == 2)
    #expect(status.builtAt == TestClock().now)
  }

  @Test func aSmallCollectionIsListedInTheOrderOfItsIds() async throws {
    let fixture = try KnowledgeFixture([
      "k.yaml":
        "- {id: b, title: Pear}\n- {id: a10, title: Apple}\n- {id: B, title: Fig}\n- {id: a9, title: Plum}\n"
    ])
    let library = fixture.library(shop("k.yaml"))
    try await library.load("shop")
    let snapshot = try await library.snapshot()
    let records = try await snapshot.records(of: "shop", atMost: 4)
    #expect(records?.map(\.reference.id) == ["B", "a10", "a9", "b"])
    #expect(records?.first?.title == "Fig")
    #expect(try await snapshot.records(of: "shop", atMost: 3) == nil)
    await #expect(throws: KnowledgeError.self) {
      _ = try await snapshot.records(of: "elsewhere", atMost: 4)
    }
  }

  @Test func aReaderKeepsItsVersionDuringASwitch() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let library = fixture.library(shop("k.yaml", keepVersions: 1))
    try await library.load("shop")
    let before = try await library.snapshot()
    try fixture.write(Self.second, to: "k.yaml")
    try await library.load("shop")
    #expect(fixture.names(in: "data/knowledge/shop").count { $0.hasSuffix(".sqlite") } == 1)
    let pear = RecordReference(collection: "shop", id: "b")
    #expect(try await before.record(pear)?.title == "Pear")
    let after = try await library.snapshot()
    #expect(try await after.record(pear) == nil)
    #expect(before.versions != after.versions)
  }

  @Test func whatAnotherProcessLoadsIsNoticed() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let serving = fixture.library(shop("k.yaml"))
    let missing = await knowledgeError { _ = try await serving.currentVersion(of: "shop") }
    #expect(
      missing
        == KnowledgeError(.notLoaded, "'shop' is not loaded; run `parley knowledge load shop`"))
    #expect(try await serving.list().first?.version == nil)
    try await fixture.library(shop("k.yaml")).load("shop")
    #expect(try await serving.currentVersion(of: "shop").records == 2)
    try fixture.write(Self.second, to: "k.yaml")
    try await fixture.library(shop("k.yaml")).load("shop")
    #expect(try await serving.currentVersion(of: "shop").records == 3)
  }

  @Test func onlyTheNewestVersionsAreKept() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let library = fixture.library(shop("k.yaml", keepVersions: 2))
    var versions: [String] = []
    for count in 1...4 {
      try fixture.write((1...count).map { "- {id: r\($0), title: T}\n" }.joined(), to: "k.yaml")
      versions.append(try #require(try await library.load("shop").version))
    }
    // Versions of the same second are still in order.
    #expect(versions == versions.sorted())
    #expect(versions[0].hasPrefix("20261120T") == true)
    let files = fixture.names(in: "data/knowledge/shop").filter { $0.hasSuffix(".sqlite") }
    #expect(files == versions.suffix(2).map { "\($0).sqlite" })
  }

  @Test func filesAreReadableByTheirOwnerAlone() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let report = try await fixture.library(shop("k.yaml")).load("shop")
    for name in ["\(report.version ?? "").sqlite", "current"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: fixture.path("data/knowledge/shop/\(name)"))
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func theSameSourcesGiveTheSameHashes() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": YAMLSourceReaderTests.catalog])
    var hashes: [[String]] = []
    for data in ["data", "other"] {
      let library = fixture.library(shop("k.yaml"), data: data)
      try await library.load("shop")
      let version = try await library.currentVersion(of: "shop")
      hashes.append(
        try await version.run { connection in
          try connection.rows("SELECT hash FROM records ORDER BY number") { $0.text(0) }
        })
    }
    #expect(hashes[0].count == 2)
    #expect(hashes[0] == hashes[1])
  }

  @Test func aVersionFileWorksElsewhere() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    try await fixture.library(shop("k.yaml")).load("shop")
    try FileManager.default.copyItem(atPath: fixture.path("data"), toPath: fixture.path("copy"))
    let copy = fixture.library(shop("k.yaml"), data: "copy")
    #expect(try await copy.currentVersion(of: "shop").records == 2)
  }

  @Test func unknownCollectionsAreToldWithTheKnown() async throws {
    let library = try KnowledgeFixture().library(shop())
    let error = await knowledgeError { _ = try await library.load("shoes") }
    #expect(
      error
        == KnowledgeError(
          .unknownCollection, "no collection is called 'shoes'; there are shop"))
  }

  @Test(arguments: ["truncated", "garbled", "missing", "emptied", "pointer"])
  func damagedFilesAreToldWithTheCure(damage: String) async throws {
    let fixture = try KnowledgeFixture(["k.yaml": Self.first])
    let report = try await fixture.library(shop("k.yaml")).load("shop")
    let name = "data/knowledge/shop/\(report.version ?? "").sqlite"
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: fixture.path(name))))
    switch damage {
    case "truncated": try fixture.write(Array(bytes.prefix(bytes.count / 2)), to: name)
    case "garbled": try fixture.write(bytes.map { $0 ^ 0x5A }, to: name)
    case "missing": try FileManager.default.removeItem(atPath: fixture.path(name))
    case "emptied": try fixture.write([UInt8](), to: name)
    default: try fixture.write("../../../etc/passwd\n", to: "data/knowledge/shop/current")
    }
    let library = fixture.library(shop("k.yaml"))
    let snapshot = try await library.snapshot()
    #expect(snapshot.versions == [:])
    let query = KnowledgeQuery(collection: "shop", text: "apple", limit: 5)
    let error = await knowledgeError { _ = try await snapshot.search(query) }
    #expect(error?.code == .unreadable)
    #expect(error?.description.contains("data/knowledge/shop/") == true)
    #expect(error?.description.contains("`parley knowledge load shop`") == true)
    #expect(try await library.list().first?.problem != nil)
    try await library.load("shop")
    #expect(try await library.snapshot().search(query).total == 2)
  }
}
