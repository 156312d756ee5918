import ParleyConfig
import ParleyPlugin
import Testing

/// The schema for editors agrees with what the loader takes.
@Suite struct JSONSchemaTests {
  private let schema = ConfigurationSchema.jsonSchema(plugins: ConfigurationFixture.plugins)

  @Test func isDraftSevenWithDescriptionsAndDefaults() {
    #expect(schema["$schema"] == "http://json-schema.org/draft-07/schema#")
    #expect(schema["additionalProperties"] == false)
    let listen = schema["properties"]?["server"]?["properties"]?["listen"]
    #expect(listen?["default"] == "127.0.0.1:8080")
    #expect(listen?["description"]?.string?.hasPrefix("Address and port") == true)
    let branches = schema["properties"]?["plugins"]?["items"]?["oneOf"]?.array ?? []
    #expect(
      branches.compactMap { $0["properties"]?["use"]?["const"]?.string }
        == ConfigurationFixture.plugins.keys.sorted())
  }

  @Test func takesTheShippedConfigurationAndItsResolvedForm() throws {
    var items = try YAMLItems(
      path: ShippedConfigurationTests.path, limits: YAMLLimits(bytes: 1 << 20))
    let written = try #require(try items.next()).resolved()
    #expect(SchemaCheck(root: schema).accepts(written, schema))
    let tree = try ConfigurationLoader.load(
      path: ShippedConfigurationTests.path, environment: [:],
      plugins: ConfigurationFixture.plugins
    ).tree
    #expect(SchemaCheck(root: schema).accepts(tree, schema))
  }

  @Test(arguments: [
    "servr: {}", "version: 2", "server: {port: 1}", "sessions: {idle: soon}",
    "upstreams: [{provider: extractive}]", "plugins: [{name: a, use: Nothing}]",
    "plugins: [{name: a, use: Catalog}]",
    "plugins: [{name: a, use: Catalog, with: {collection: c, top: 99}}]",
    "plugins: [{name: a, use: Logging, with: {redact: [all]}}]", "personas: {name: a}",
    "personas: [{name: a, placement: top}]", "personas: [{name: a, budget: {reply: many}}]",
  ])
  func refusesWhatTheLoaderRefuses(_ text: String) throws {
    #expect(try !ConfigurationFixture().errors(text).isEmpty)
    let value = try #require(try YAMLDocument.parse(Array(text.utf8))).resolved()
    #expect(!SchemaCheck(root: schema).accepts(value, schema))
  }

  @Test(arguments: [
    "{}", "plugins: [{name: a, use: Logging, max_tokens: '${N:-5}'}]",
    "personas: [{name: a, instructions: {file: a.md}, budget: {reply: 5, memory: 300}}]",
    "upstreams: [{name: 12, provider: extractive, api_key: {file: key}}]",
  ])
  func takesEveryForm(_ text: String) throws {
    let fixture = try ConfigurationFixture(["a.md": "x", "key": "x"])
    #expect(try fixture.errors(text) == [])
    let value = try #require(try YAMLDocument.parse(Array(text.utf8))).resolved()
    #expect(SchemaCheck(root: schema).accepts(value, schema))
  }
}

/// As much of draft 7 as the schema uses.
private struct SchemaCheck {
  let root: JSONValue

  func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    if let name = schema["$ref"]?.string?.split(separator: "/").last {
      return root["definitions"]?[String(name)].map { accepts(value, $0) } ?? false
    }
    if let forms = schema["anyOf"]?.array, !forms.contains(where: { accepts(value, $0) }) {
      return false
    }
    if let forms = schema["oneOf"]?.array, forms.filter({ accepts(value, $0) }).count != 1 {
      return false
    }
    if let words = schema["enum"]?.array, !words.contains(value) { return false }
    if let constant = schema["const"], constant != value { return false }
    return hasType(value, schema) && isInRange(value, schema) && matches(value, schema)
      && hasMembers(value, schema)
  }

  private func hasType(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    let names = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] }
    guard let names else { return true }
    let own =
      switch value {
      case .null: ["null"]
      case .boolean: ["boolean"]
      case .integer: ["integer", "number"]
      case .number: ["number"]
      case .string: ["string"]
      case .array: ["array"]
      case .object: ["object"]
      }
    return !Set(names).isDisjoint(with: own)
  }

  private func isInRange(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    guard let number = value.number else { return true }
    return number >= schema["minimum"]?.number ?? -.infinity
      && number <= schema["maximum"]?.number ?? .infinity
  }

  private func matches(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    guard let pattern = schema["pattern"]?.string, let text = value.string,
      let expression = try? Regex(pattern)
    else { return true }
    return text.contains(expression)
  }

  private func hasMembers(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    if let items = schema["items"], let elements = value.array {
      return elements.allSatisfy { accepts($0, items) }
    }
    guard let members = value.object else { return true }
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    guard required.allSatisfy({ members[$0] != nil }) else { return false }
    return members.allSatisfy { key, member in
      if let property = schema["properties"]?[key] { return accepts(member, property) }
      guard let others = schema["additionalProperties"] else { return true }
      return others.boolean ?? accepts(member, others)
    }
  }
}
