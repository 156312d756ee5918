import FoundationEssentials
import ParleyDomain
import Testing

@testable import ParleyKnowledge

/// What stands on the disk when a load stops in the middle.
@Suite struct CrashDuringLoadTests {
  /// Copies the data folder at each step: what a crash at that moment would leave.
  @Test func aCrashAtAnyStepLeavesAWholeVersion() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": KnowledgeLibraryTests.first])
    try await fixture.library(shop("k.yaml")).load("shop")
    try fixture.write(KnowledgeLibraryTests.second, to: "k.yaml")
    let crashing = fixture.library(shop("k.yaml")) { step in
      try FileManager.default.copyItem(
        atPath: fixture.path("data"), toPath: fixture.path("crash-\(step.rawValue)"))
    }
    try await crashing.load("shop")
    for step in VersionBuilder.Step.allCases {
      let data = "crash-\(step.rawValue)"
      let library = fixture.library(shop("k.yaml"), data: data)
      let records = try await library.currentVersion(of: "shop").records
      #expect(records == (step == .switched ? 3 : 2), "\(step)")
      // The next load goes through and takes away what the crash left.
      try await library.load("shop")
      #expect(try await library.currentVersion(of: "shop").records == 3, "\(step)")
      let names = fixture.names(in: "\(data)/knowledge/shop")
      #expect(
        names.filter { !$0.hasSuffix(".sqlite") } == [".lock", "confirmed", "current"], "\(step)")
    }
  }

  @Test(arguments: [VersionBuilder.Step.created, .filled, .checked, .judged, .named])
  func aFailureAtAnyStepLeavesTheOldVersionAlone(step: VersionBuilder.Step) async throws {
    let fixture = try KnowledgeFixture(["k.yaml": KnowledgeLibraryTests.first])
    let report = try await fixture.library(shop("k.yaml")).load("shop")
    try fixture.write(KnowledgeLibraryTests.second, to: "k.yaml")
    let failing = fixture.library(shop("k.yaml")) { reached in
      if reached == step { throw KnowledgeError(.io, "the disk is full") }
    }
    let error = await knowledgeError { _ = try await failing.load("shop") }
    #expect(error?.description == "the disk is full")
    let library = fixture.library(shop("k.yaml"))
    #expect(try await library.currentVersion(of: "shop").version == report.version)
    #expect(
      fixture.names(in: "data/knowledge/shop").filter { $0 != ".lock" }
        == ["\(report.version ?? "").sqlite", "confirmed", "current"])
  }

  @Test func twoLoadsOfACollectionDoNotMeet() async throws {
    let fixture = try KnowledgeFixture(["k.yaml": KnowledgeLibraryTests.first])
    let folder = try CollectionFolder(directory: fixture.path("data/knowledge"), collection: "shop")
    try DurableFile.makeFolder(folder.path)
    let lock = try LoadLock(folder)
    let error = await knowledgeError { _ = try await fixture.library(shop("k.yaml")).load("shop") }
    #expect(
      error?.description
        == "another load of 'shop' is running; try again when it has ended")
    withExtendedLifetime(lock) {}
  }

  @Test func aCancelledLoadLeavesNothing() async throws {
    let rows = (0..<2000).map { "- {id: r\($0), title: T}\n" }.joined()
    let fixture = try KnowledgeFixture(["k.yaml": rows])
    let library = fixture.library(shop("k.yaml"))
    let task = Task { try await library.load("shop") }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(fixture.names(in: "data/knowledge/shop").filter { !$0.hasPrefix(".") } == [])
  }
}
