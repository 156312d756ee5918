import Books
import Catalog
import Documents
import Logging
import ParleyPlugin
import ParleyTestKit
import Testing

/// Every plugin that comes with Parley keeps the contract.
struct ConformanceTests {
  @Test func catalog() async throws {
    try await PluginConformance(of: CatalogPlugin.self, options: ["collection": "catalog"]).check()
  }

  @Test func books() async throws {
    try await PluginConformance(of: BooksPlugin.self, options: ["collection": "books"]).check()
  }

  @Test func documents() async throws {
    try await PluginConformance(of: DocumentsPlugin.self, options: ["collection": "help"]).check()
  }

  @Test func logging() async throws {
    try await PluginConformance(of: LoggingPlugin.self, options: ["redact": ["email"]]).check()
  }
}
