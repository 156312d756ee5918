import Glibc
import ParleyConfig
import ParleyPlugin
import Testing

@Suite struct ShippedConfigurationTests {
  static let path =
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/config.yaml"

  private func load(_ environment: [String: String] = [:]) throws -> LoadedConfiguration {
    try ConfigurationLoader.load(
      path: Self.path, environment: environment, plugins: ConfigurationFixture.plugins)
  }

  @Test func worksAsItStands() throws {
    let loaded = try load()
    #expect(loaded.warnings == [])
    #expect(loaded.leftOut == ["main"])
    let configuration = loaded.configuration
    #expect(configuration.server.listen == ListenAddress(host: "127.0.0.1", port: 8080))
    #expect(configuration.upstreams.map(\.name) == ["extractive"])
    #expect(configuration.knowledge.map(\.name) == ["catalog", "books", "help"])
    #expect(configuration.knowledge.first?.maximumAge?.stock == .seconds(3600))
    #expect(
      configuration.knowledge.first?.sources.first?.origin
        == .path(loaded.directory + "/Knowledge/catalog"))
    #expect(
      configuration.plugins.map(\.use) == [
        "Catalog", "Books", "Documents", "Grounding", "Memory", "Summarization", "Logging",
        "Reflection",
      ])
    #expect(configuration.plugins.first?.timeout == .seconds(2))
    #expect(configuration.plugins.last?.timeout == .seconds(120))
    #expect(configuration.storage.directory == loaded.directory + "/data")
  }

  @Test func hasABooksellerAndAHelpDesk() throws {
    let personas = try load().configuration.personas
    #expect(personas.map(\.name) == ["bookseller", "helpdesk"])
    let marlowe = try #require(personas.first)
    #expect(marlowe.label == "Marlowe")
    #expect(
      marlowe.plugins == [
        "catalog", "books", "help", "figures", "memory", "summary", "log", "reflection",
      ])
    #expect(marlowe.upstreams == ["extractive"])
    #expect(marlowe.budget.knowledge == .percent(40))
    #expect(marlowe.variables["shop_name"] == "Harbour Books")
    #expect(marlowe.contact == "mailto:desk@example.org")
  }

  @Test func anAddressInTheEnvironmentBringsTheModelIn() throws {
    let loaded = try load([
      "PARLEY_BASE_URL": "http://127.0.0.1:11434/v1", "PARLEY_API_KEY": "key-from-outside",
      "PARLEY_DATA_DIR": "/var/lib/parley",
    ])
    let main = try #require(loaded.configuration.upstreams.first)
    #expect(main.baseURL == "http://127.0.0.1:11434/v1")
    #expect(main.apiKey == "key-from-outside")
    #expect(main.model == "gpt-4.1-mini")
    #expect(main.parameters == ["temperature": 0.3])
    #expect(main.price?.outputPerMillionTokens == 1.6)
    #expect(loaded.leftOut == [])
    #expect(loaded.configuration.personas.first?.upstreams == ["main", "extractive"])
    #expect(loaded.configuration.storage.directory == "/var/lib/parley")
    #expect(loaded.secrets.map(\.description) == ["upstreams[0].api_key (environment)"])
    #expect(loaded.tree["upstreams"]?.array?.first?["api_key"] == "***")
    #expect(!YAMLWriter.string(loaded.tree).contains("key-from-outside"))
  }

  @Test func noChangeOfBytesTraps() throws {
    let original = Array(try text(of: Self.path).utf8)
    let fixture = try ConfigurationFixture()
    var random = SystemRandomNumberGenerator()
    var refused = 0
    for _ in 0..<2000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default:
          bytes.insert(contentsOf: #"{}[]:-"'|#&*!%\$ "#.utf8.shuffled().prefix(2), at: place)
        }
      }
      try fixture.write(bytes, to: "config.yaml")
      do throws(ConfigurationErrors) {
        _ = try ConfigurationLoader.load(
          path: fixture.path, environment: [:], plugins: ConfigurationFixture.plugins)
      } catch {
        refused += 1
        #expect(error.exitStatus == 78)
        #expect(!error.diagnostics.isEmpty)
      }
    }
    #expect(refused > 200)
  }

  private func text(of path: String) throws -> String {
    var items = [UInt8]()
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    while case let byte = getc(file), byte != EOF { items.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: items, as: UTF8.self)
  }
}
