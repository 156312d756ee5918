import Glibc
import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Sources that are the output of commands.
@Suite struct CommandSourceTests {
  private func library(
    _ fixture: KnowledgeFixture, format: String? = "csv", commands: (any SourceCommandRunner)?
  ) -> KnowledgeLibrary {
    let source = CollectionSource(.command(SourceCommand(["/bin/export", "all"])), format: format)
    let settings = CollectionSettings(
      name: "shop", kind: "products", language: "en", sources: [source])
    return KnowledgeLibrary(
      directory: fixture.path("data/knowledge"), base: fixture.root, collections: [settings],
      search: RecordingSearch(), clock: TestClock(), commands: commands)
  }

  @Test func whatACommandPrintsIsLoaded() async throws {
    let fixture = try KnowledgeFixture()
    let library = library(fixture, commands: Export { _ in "id,title\n1,A\n,B\n3,\n" })
    let report = try await library.load("shop")
    #expect(report.records == 2)
    #expect(
      report.rejected.map(\.description) == [
        "/bin/export:4: title: is missing; every record needs a title"
      ])
    // Records without an id are named after the command, not after a file that comes and goes.
    let version = try await library.currentVersion(of: "shop")
    let ids = try await version.allRecords(atMost: 9)?.map(\.reference.id) ?? []
    #expect(ids.contains { $0.hasPrefix("export-") })
    #expect(try await library.load("shop").isUnchanged)
    #expect(
      fixture.names(in: "data/knowledge/shop") == [
        ".lock", "\(version.version).sqlite", "confirmed", "current",
      ])
  }

  @Test func aFailedCommandIsAFailedLoad() async throws {
    let fixture = try KnowledgeFixture()
    let good = try await library(fixture, commands: Export { _ in "id,title\n1,A\n" }).load("shop")
    let failing = Export { _ in throw PluginError("ended with status 3; it said: no database") }
    let library = library(fixture, commands: failing)
    let error = await knowledgeError { _ = try await library.load("shop") }
    #expect(error?.description == "/bin/export: ended with status 3; it said: no database")
    #expect(try await library.currentVersion(of: "shop").version == good.version)
    #expect(
      fixture.names(in: "data/knowledge/shop")
        == [".lock", "\(good.version ?? "").sqlite", "confirmed", "current"])
  }

  @Test func anUnknownFormatIsToldWithTheKnown() async throws {
    let library = library(
      try KnowledgeFixture(), format: "xlsx-old", commands: Export { _ in "id,title\n1,A\n" })
    let error = await knowledgeError { _ = try await library.load("shop") }
    #expect(error?.description.contains("no format is called 'xlsx-old'; there are ") == true)
  }
}

/// Prints what a test says.
private struct Export: SourceCommandRunner {
  let output: @Sendable (SourceCommand) throws -> String

  init(_ output: @escaping @Sendable (SourceCommand) throws -> String) {
    self.output = output
  }

  func run(
    _ command: SourceCommand, writingTo path: String, isCancelled: @escaping () -> Bool
  ) throws {
    try DurableFile.write(output(command), to: path)
  }
}
