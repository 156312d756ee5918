import Books
import Catalog
import Documents
import Logging
import Memory
import ParleyPlugin
import ParleyTestKit
import Reflection
import Summarization
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

  @Test func memory() async throws {
    var conformance = PluginConformance(of: MemoryPlugin.self)
    conformance.host.memories = [
      ParleyPlugin.Memory(text: "Reads on the train", importance: 0.5, confidence: 1)
    ]
    try await conformance.check()
  }

  @Test func summarization() async throws {
    var conformance = PluginConformance(
      of: SummarizationPlugin.self, options: ["turns": 1, "keep": 1])
    conformance.host.modelJSON = ["summary": "They talked."]
    try await conformance.check()
  }

  @Test func reflection() async throws {
    var conformance = PluginConformance(
      of: ReflectionPlugin.self, options: ["judge": "every", "threshold": 10])
    conformance.host.modelJSON = [
      "answered": true, "grounded": true, "missing": "", "importance": 10,
      "memories": [["text": "Reads", "importance": 3, "confidence": 1, "from": [1]]],
    ]
    try await conformance.check()
  }
}
