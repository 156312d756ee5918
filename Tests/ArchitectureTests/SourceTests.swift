import Foundation
import Testing

/// What the sources themselves must keep to.
struct SourceTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Source {
    var path: String
    var lines: [Substring]

    /// The modules that the file imports, whatever the access level.
    var imports: [Substring] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position <= 2,
          words.allSatisfy({ !$0.hasPrefix("//") })
        else { return nil }
        return words.last
      }
    }
  }

  private func sources(below folder: String) throws -> [Source] {
    let base = root.appendingPathComponent(folder)
    let files = try #require(FileManager.default.enumerator(atPath: base.path))
    return try files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
      return Source(
        path: "\(folder)/\(path)",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test func pluginsImportTheContractAndNothingElse() throws {
    let allowed: Set<Substring> = ["ParleyPlugin", "Synchronization"]
    for source in try sources(below: "Plugins") {
      let other = source.imports.filter { !allowed.contains($0) }
      #expect(other.isEmpty, "\(source.path) imports \(other)")
    }
  }

  @Test func theContractAndTheDomainImportNoLibrary() throws {
    for source in try sources(below: "Sources/ParleyPlugin") {
      #expect(source.imports.isEmpty, "\(source.path)")
    }
    for source in try sources(below: "Sources/ParleyDomain") {
      #expect(Set(source.imports).isSubset(of: ["ParleyPlugin"]), "\(source.path)")
    }
  }

  @Test func onlyTheContractAndTheTestKitArePublic() throws {
    for source in try sources(below: "Sources")
    where !source.path.hasPrefix("Sources/ParleyPlugin/")
      && !source.path.hasPrefix("Sources/ParleyTestKit/")
    {
      let lines = source.lines.filter { $0.split(separator: " ").first == "public" }
      #expect(lines.isEmpty, "\(source.path) declares something public")
    }
  }

  @Test func shippedCodeNeverImportsFoundation() throws {
    for source in try sources(below: "Sources") + sources(below: "Plugins") {
      #expect(!source.imports.contains("Foundation"), "\(source.path)")
    }
  }

  @Test func noFileIsLongerThan500Lines() throws {
    for source in try sources(below: "Sources") + sources(below: "Plugins")
      + sources(below: "Tests")
    {
      #expect(source.lines.count <= 501, "\(source.path) has \(source.lines.count) lines")
    }
  }

  @Test func everyPluginFolderHasAReadme() throws {
    let plugins = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Plugins").path)
    #expect(!plugins.isEmpty)
    for plugin in plugins {
      let readme = root.appendingPathComponent("Plugins/\(plugin)/README.md").path
      #expect(FileManager.default.fileExists(atPath: readme), "Plugins/\(plugin) has no README.md")
    }
  }
}
