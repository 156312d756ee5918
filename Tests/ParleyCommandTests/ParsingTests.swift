import Testing

@testable import parley

/// Command lines as typed, and what they are read as.
struct ParsingTests {
  private func parse(_ arguments: String...) throws(UsageError) -> ParsedArguments {
    try sampleTable().parse(arguments)
  }

  @Test func readsEverySpellingOfAValue() throws {
    let spellings = [
      ["--persona", "5"], ["--persona=5"], ["-p", "5"], ["-p5"], ["-np5"], ["-np", "5"],
    ]
    for spelling in spellings {
      let parsed = try sampleTable().parse(["ask"] + spelling + ["why"])
      #expect(parsed.values["persona"] == ["5"], "\(spelling)")
      #expect(parsed.positionals == ["why"], "\(spelling)")
    }
  }

  @Test func mixesOptionsAndPositionals() throws {
    let parsed = try parse("knowledge", "load", "books", "--update", "a.csv", "--map", "a=b", "-")
    #expect(parsed.verb.name == "knowledge load")
    #expect(parsed.positionals == ["books", "a.csv", "-"])
    #expect(parsed.values == ["update": [""], "map": ["a=b"]])
  }

  @Test func keepsAnEqualsSignAndAnEmptyValue() throws {
    #expect(try parse("knowledge", "load", "--map=a=b").values["map"] == ["a=b"])
    #expect(try parse("ask", "--persona=").values["persona"] == [""])
    #expect(try parse("ask", "--persona", "").values["persona"] == [""])
  }

  @Test func takesStandardInputAndNegativeNumbersAsValues() throws {
    #expect(try parse("ask", "-k", "-5").values["number"] == ["-5"])
    #expect(try parse("ask", "-p", "-").values["persona"] == ["-"])
  }

  @Test func endsOptionsAtTwoDashes() throws {
    let parsed = try parse("ask", "-n", "--", "--help")
    #expect(parsed.positionals == ["--help"])
    #expect(parsed.verb.name == "ask")
  }

  @Test func takesGlobalOptionsBeforeAndBehindTheVerb() throws {
    for line in [
      ["--config", "c.yaml", "--no-color", "--json", "knowledge", "search", "a", "b"],
      ["knowledge", "--config=c.yaml", "search", "a", "--json", "b", "--no-color"],
    ] {
      let globals = try sampleTable().parse(line).globals
      #expect(globals == GlobalOptions(config: "c.yaml", json: true, noColor: true))
    }
  }

  @Test func repeatsOnlyWhatIsRepeatable() throws {
    let parsed = try parse("knowledge", "load", "--map", "a=b", "--map", "c=d")
    #expect(parsed.values["map"] == ["a=b", "c=d"])
  }

  @Test(arguments: [
    (["ask", "--help"], ["ask"]),
    (["--help"], []),
    (["-h", "knowledge", "load"], ["knowledge", "load"]),
    (["knowledge", "--help"], ["knowledge"]),
    (["ask", "--persona", "--help"], ["ask"]),
    (["knowledge", "search", "--bogus", "-h"], ["knowledge", "search"]),
  ])
  func helpWinsOverEverything(_ line: [String], _ path: [String]) throws {
    let parsed = try sampleTable().parse(line)
    #expect(parsed.verb.name == "help")
    #expect(parsed.positionals == path)
  }

  @Test func versionMayBeAnOption() throws {
    let version = Verb(["version"], summary: "") { _ in }
    let parsed = try VerbTable(verbs: [version]).parse(["--version"])
    #expect(parsed.verb.name == "version")
  }

  @Test(arguments: [
    ([], "no verb given"),
    (["aks"], "'parley' has no verb 'aks'; did you mean 'ask'?"),
    (["know"], "'parley' has no verb 'know'; did you mean 'knowledge'?"),
    (["load"], "'parley' has no verb 'load'; did you mean 'knowledge load'?"),
    (["frobnicate"], "'parley' has no verb 'frobnicate'"),
    (["knowledge"], "'parley knowledge' needs one of: load, search"),
    (["knowledge", "laod"], "'parley knowledge' has no verb 'laod'; did you mean 'load'?"),
    (["ask", "--persna", "x"], "'parley ask' has no option '--persna'; did you mean '--persona'?"),
    (["ask", "--bogus"], "'parley ask' has no option '--bogus'"),
    (["ask", "-x"], "'parley ask' has no option '-x'"),
    (["serve", "--json"], "'parley serve' has no option '--json'"),
    (["--json", "serve"], "'parley serve' has no option '--json'"),
    (["ask", "-p", "a", "--persona=b"], "option '--persona' is given twice"),
    (["ask", "-nn"], "option '--no-stream' is given twice"),
    (["--config", "a", "ask", "--config", "b"], "option '--config' is given twice"),
    (["ask", "--persona"], "option '--persona' needs a value: --persona P"),
    (["ask", "-p", "--no-stream"], "option '--persona' needs a value: --persona P"),
    (["ask", "--no-stream=yes"], "option '--no-stream' takes no value"),
    (
      ["knowledge", "load", "--on-error", "stpo"],
      "option '--on-error' takes skip or stop, not 'stpo'; did you mean 'stop'?"
    ),
    (["completions", "tcsh"], "SHELL is bash, zsh or fish, not 'tcsh'"),
    (["completions"], "'parley completions' needs SHELL: The shell to write for"),
    (["knowledge", "search", "books"], "'parley knowledge search' needs QUERY: Words to look for"),
    (["serve", "now"], "'parley serve' does not know what to do with 'now'"),
    (
      ["ask", "why", "so"],
      "'parley ask' does not know what to do with 'so'; words that belong together need quotes"
    ),
  ])
  func refuses(_ line: [String], _ message: String) {
    let error = #expect(throws: UsageError.self) { try sampleTable().parse(line) }
    #expect(error?.message == message)
  }

  @Test(arguments: ["--password", "--password=hunter2", "--api-key", "--token=hunter2"])
  func refusesSecretsWithoutRepeatingThem(_ argument: String) throws {
    let error = try #require(
      #expect(throws: UsageError.self) { try parse("ask", argument, "hunter2") })
    #expect(error.message.contains("everyone on this machine can read a command line"))
    #expect(!error.message.contains("hunter2"))
  }
}
