import Glibc
import ParleyDomain
import Testing

@testable import ParleyKnowledge

@Suite struct SourceFinderTests {
  func files(_ source: String, in fixture: KnowledgeFixture, isConfined: Bool = true) throws
    -> [String]
  {
    try SourceFinder(base: fixture.root, isConfined: isConfined).files(of: source).map(\.name)
  }

  @Test func findsFilesBelowAFolderInOrder() throws {
    let fixture = try KnowledgeFixture([
      "k/b.yaml": "", "k/a/z.csv": "", "k/a/B.csv": "", "k/.hidden.yaml": "", "k/.git/x.yaml": "",
    ])
    #expect(try files("k", in: fixture) == ["k/a/B.csv", "k/a/z.csv", "k/b.yaml"])
    #expect(try files("k/", in: fixture) == ["k/a/B.csv", "k/a/z.csv", "k/b.yaml"])
    #expect(try files("k/b.yaml", in: fixture) == ["k/b.yaml"])
  }

  @Test func pathsThatLeaveTheFolderAreRefused() async throws {
    let outside = try KnowledgeFixture(["x.yaml": ""])
    let fixture = try KnowledgeFixture(["k/a.yaml": ""])
    symlink(outside.path("x.yaml"), fixture.path("k/link.yaml"))
    symlink(outside.root, fixture.path("away"))
    let name = outside.root.split(separator: "/").last.map(String.init) ?? ""
    for source in ["../\(name)/x.yaml", outside.path("x.yaml"), "away", "k/link.yaml", "k", ".."] {
      let error = await knowledgeError { _ = try files(source, in: fixture) }
      #expect(error?.code == .badData, "\(source)")
      #expect(error?.description.contains("outside of \(fixture.root)") == true, "\(source)")
    }
  }

  @Test func whatTheCommandLineNamesMayLieAnywhere() throws {
    let outside = try KnowledgeFixture(["x.yaml": ""])
    let fixture = try KnowledgeFixture()
    let path = outside.path("x.yaml")
    #expect(try files(path, in: fixture, isConfined: false) == [path])
  }

  @Test func linksInsideTheFolderAreFollowedOnlyToFiles() async throws {
    let fixture = try KnowledgeFixture(["k/a.yaml": "", "k/sub/b.yaml": ""])
    symlink("a.yaml", fixture.path("k/c.yaml"))
    #expect(try files("k", in: fixture) == ["k/a.yaml", "k/c.yaml", "k/sub/b.yaml"])
    symlink("..", fixture.path("k/sub/loop"))
    let error = await knowledgeError { _ = try files("k", in: fixture) }
    #expect(error?.description.contains("k/sub/loop: is a link") == true)
  }

  @Test func devicesAndPipesAreRefused() async throws {
    let fixture = try KnowledgeFixture(["k/a.yaml": ""])
    mkfifo(fixture.path("k/pipe.yaml"), 0o600)
    for source in ["k", "k/pipe.yaml"] {
      let error = await knowledgeError { _ = try files(source, in: fixture) }
      #expect(
        error?.description
          == "k/pipe.yaml: is a device, a pipe or a socket; only files are read")
    }
    let device = await knowledgeError { _ = try files("/dev/zero", in: fixture, isConfined: false) }
    #expect(device?.code == .badData)
  }

  @Test func missingFilesAreNoInput() async throws {
    let fixture = try KnowledgeFixture()
    let error = await knowledgeError { _ = try files("no.yaml", in: fixture) }
    #expect(error == KnowledgeError(.noInput, "no.yaml: No such file or directory"))
  }
}
