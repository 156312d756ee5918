import FoundationEssentials
import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Choosing among the versions that are on the disk.
@Suite struct RollbackTests {
  /// A collection in three versions with one, two and three records, oldest first.
  private func threeVersions() async throws -> (KnowledgeFixture, KnowledgeLibrary, [String]) {
    let fixture = try KnowledgeFixture()
    let library = fixture.library(shop("k.yaml"))
    var versions: [String] = []
    for count in 1...3 {
      try fixture.write(
        (1...count).map { "- {id: r\($0), title: T\($0)}\n" }.joined(), to: "k.yaml")
      versions.append(try #require(try await library.load("shop").version))
    }
    return (fixture, library, versions)
  }

  @Test func versionsAreListedNewestFirst() async throws {
    let (fixture, library, versions) = try await threeVersions()
    let listed = try await library.versions(of: "shop")
    withExtendedLifetime(fixture) {}
    #expect(listed.map(\.version) == versions.reversed())
    #expect(listed.map(\.records) == [3, 2, 1])
    #expect(listed.map(\.isCurrent) == [true, false, false])
    #expect(listed.allSatisfy { $0.builtAt != nil && $0.size > 0 && $0.problem == nil })
  }

  @Test func aRollbackIsSeenByWhoeverReadsNext() async throws {
    let (fixture, library, versions) = try await threeVersions()
    let running = try await library.snapshot()
    // Another process rolls back.
    let other = fixture.library(shop("k.yaml"))
    #expect(try await other.rollBack("shop").version == versions[1])
    #expect(try await library.currentVersion(of: "shop").version == versions[1])
    // What had begun ends on the version it began with.
    let third = RecordReference(collection: "shop", id: "r3")
    #expect(try await running.record(third) != nil)
    #expect(try await library.record(third) == nil)
    #expect(try await other.rollBack("shop").version == versions[0])
    #expect(try await other.rollBack("shop", to: versions[2]).records == 3)
    #expect(try await library.record(third) != nil)
  }

  @Test func aRollbackWaitsForNoLoad() async throws {
    let (fixture, library, versions) = try await threeVersions()
    let folder = try CollectionFolder(directory: library.directory, collection: "shop")
    let load = try LoadLock(folder)
    #expect(try await library.rollBack("shop").version == versions[1])
    withExtendedLifetime((load, fixture)) {}
  }

  @Test func whatCannotBeTakenIsRefusedAndNothingChanges() async throws {
    let (fixture, library, versions) = try await threeVersions()
    try fixture.write("no database", to: "data/knowledge/shop/\(versions[1]).sqlite")
    #expect(await knowledgeError { _ = try await library.rollBack("shop") }?.code == .unreadable)
    for name in ["20200101T000000Z-aaaaaa", "../../x", ""] {
      let error = await knowledgeError { _ = try await library.rollBack("shop", to: name) }
      #expect(error?.code == .noInput)
    }
    #expect(try await library.currentVersion(of: "shop").version == versions[2])
    #expect(try await library.versions(of: "shop")[1].problem != nil)
    _ = try await library.rollBack("shop", to: versions[0])
    let error = await knowledgeError { _ = try await library.rollBack("shop") }
    #expect(error?.description.contains("no version older than") == true)
    let empty = try KnowledgeFixture().library(shop())
    #expect(await knowledgeError { _ = try await empty.rollBack("shop") }?.code == .notLoaded)
  }

  @Test func aVersionFromElsewhereIsTaken() async throws {
    let (source, _, versions) = try await threeVersions()
    let (target, there, _) = try await threeVersions()
    let file = "data/knowledge/shop/\(versions[0]).sqlite"
    try FileManager.default.copyItem(atPath: source.path(file), toPath: target.path(file))
    #expect(try await there.rollBack("shop", to: versions[0]).records == 1)
    #expect(try await there.currentVersion(of: "shop").version == versions[0])
  }
}
