import Books
import Catalog
import Documents
import ParleyPlugin
import Synchronization
import Testing

/// With `whole: true` a plugin offers its collection besides what it found.
struct WholeCollectionTests {
  private static let records = ["a", "b"].map {
    Record(
      reference: RecordReference(collection: "help", id: $0), title: "Page \($0)",
      text: "Text \($0).")
  }

  private static let plugins: [@Sendable (JSONValue) throws -> any PrePromptHook] = [
    { CatalogPlugin(options: try $0.decoded()) }, { BooksPlugin(options: try $0.decoded()) },
    { DocumentsPlugin(options: try $0.decoded()) },
  ]

  private func sections(
    _ make: @Sendable (JSONValue) throws -> any PrePromptHook, whole: JSONValue, all: [Record]?
  ) async throws -> [(Part.Section, String)] {
    let plugin = try make(["collection": "help", "top": 3, "whole": whole])
    let host = HostFixture(result: result("documents", [Self.records[1]]), all: all)
    guard case .parts(let parts) = try await plugin.prePrompt(turn("b"), host) else { return [] }
    return parts.compactMap { part in part.source.map { (part.section, $0.reference.id) } }
  }

  @Test(arguments: plugins.indices)
  func theWholeComesInTheOrderOfTheListThenWhatWasFound(_ index: Int) async throws {
    let found = try await sections(Self.plugins[index], whole: true, all: Self.records)
    #expect(found.map(\.0) == [.whole, .whole, .knowledge])
    #expect(found.map(\.1) == ["a", "b", "b"])
  }

  @Test(arguments: plugins.indices)
  func aCollectionThatIsTooLargeIsSearchedOnly(_ index: Int) async throws {
    let found = try await sections(Self.plugins[index], whole: true, all: nil)
    #expect(found.map(\.0) == [.knowledge])
  }

  @Test(arguments: plugins.indices)
  func nothingIsListedUnasked(_ index: Int) async throws {
    let found = try await sections(Self.plugins[index], whole: false, all: Self.records)
    #expect(found.map(\.0) == [.knowledge])
  }
}
