import Testing

@testable import parley

struct VerbTableTests {
  @Test func theTableOfTheProgramIsSound() {
    #expect(verbTable.problems == [])
  }

  @Test func findsVerbsAndGroups() {
    let table = sampleTable()
    #expect(table.verb(at: ["knowledge", "load"])?.name == "knowledge load")
    #expect(table.verb(at: ["knowledge"]) == nil)
    #expect(table.isGroup(["knowledge"]))
    #expect(!table.isGroup(["ask"]))
    #expect(table.groups == [["knowledge"]])
    #expect(table.words(below: []) == ["ask", "knowledge", "serve", "help", "completions"])
    #expect(table.words(below: ["knowledge"]) == ["load", "search"])
    #expect(table.words(below: ["ask"]) == [])
  }

  @Test func showsOptionalPositionalsNested() {
    let table = sampleTable()
    let forms = table.verbs.prefix(3).map(\.positionalForm)
    #expect(forms == ["[QUESTION]", "[COLLECTION [FILE...]]", "COLLECTION QUERY..."])
  }

  @Test func tellsWhatIsWrongWithATable() {
    let twice = Verb(
      ["a"], summary: "",
      options: [OptionSpec("json", doc: ""), OptionSpec("hat", short: "h", doc: "")],
      positionals: [
        PositionalSpec("X", .optionalMany, doc: ""), PositionalSpec("Y", .one, doc: ""),
      ]
    ) { _ in }
    let below = Verb(["a", "b"], summary: "") { _ in }
    #expect(
      VerbTable(verbs: [twice, below, below]).problems == [
        "verb 'a b' stands twice",
        "'a' is a verb and a group",
        "'a' has '--json' twice",
        "'a' has '-h' twice",
        "'a': X takes what follows it",
        "'a': Y is required after an optional X",
      ])
  }
}
