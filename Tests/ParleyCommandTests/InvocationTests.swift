import Testing

@testable import parley

struct InvocationTests {
  private func invocation(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Invocation {
    let table = sampleTable()
    return Invocation(
      arguments: try table.parse(arguments), table: table, terminal: .silent,
      environment: environment)
  }

  @Test func givesOptionsByName() throws {
    let load = try invocation("knowledge", "load", "--map", "a=b", "--map=c=d", "-u")
    #expect(load.value("on-error") == nil)
    #expect(load.values("map") == ["a=b", "c=d"])
    #expect(load.flag("update"))
    #expect(try !invocation("knowledge", "load").flag("update"))
  }

  @Test func givesPositionalsByName() throws {
    let load = try invocation("knowledge", "load", "books", "a.csv", "b.csv")
    #expect(load.positional("COLLECTION") == "books")
    #expect(load.positionals("FILE") == ["a.csv", "b.csv"])
    #expect(load.positionals == ["books", "a.csv", "b.csv"])
    let bare = try invocation("knowledge", "load")
    #expect(bare.positional("COLLECTION") == nil)
    #expect(bare.positionals("FILE") == [])
  }

  @Test func findsTheConfiguration() throws {
    let environment = ["PARLEY_CONFIG": "/etc/parley.yaml"]
    let named = try invocation("serve", "--config", "c.yaml", environment: environment)
    #expect(named.configPath == "c.yaml")
    #expect(try invocation("serve", environment: environment).configPath == "/etc/parley.yaml")
    #expect(try invocation("serve", environment: ["PARLEY_CONFIG": ""]).configPath == "config.yaml")
    #expect(try invocation("serve").configPath == "config.yaml")
  }

  @Test func readsWholeNumbers() throws {
    #expect(try invocation("ask", "-k5").integer("number", in: 1...5) == 5)
    #expect(try invocation("ask").integer("number", in: 1...5) == nil)
  }

  @Test(arguments: ["6", "0", "-1", "abc", "", "1.5", "99999999999999999999"])
  func namesTheRangeOfANumber(_ text: String) throws {
    let ask = try invocation("ask", "--number", text)
    let error = #expect(throws: UsageError.self) { try ask.integer("number", in: 1...5) }
    #expect(
      error?.message == "option '--number' takes a whole number from 1 to 5, not '\(text)'")
  }
}
