import Testing

@testable import parley

struct HelpTests {
  private func help(_ arguments: String..., columns: Int? = nil) async -> String {
    let output = RecordedStream(isTerminal: columns != nil, columns: columns)
    let errors = RecordedStream()
    let terminal = Terminal(output: output, errors: errors, environment: ["NO_COLOR": "1"])
    let runner = CommandRunner(table: sampleTable(), terminal: terminal, environment: [:])
    let status = await runner.run(arguments)
    #expect(status == .ok)
    #expect(errors.text == "")
    return output.text
  }

  @Test func explainsAVerb() async {
    let text = """
      Usage: parley ask [QUESTION] [OPTIONS]

      Ask one question and print the reply.

      Arguments:
        QUESTION  What to ask

      Options:
        -p, --persona P  Who answers
        -k, --number N   How many records
        -n, --no-stream  Print the reply when it is whole
            --json       Print data, and errors, as JSON

      Options of every verb:
            --config FILE  Configuration file (default: PARLEY_CONFIG, else
                           config.yaml)
            --no-color     No colours (also: NO_COLOR)
        -h, --help         Show this help

      Without a question the text is read from standard input, which may be long.

      Examples:
        parley ask "Books by Ursula K. Le Guin?"

      """
    #expect(await help("ask", "--help") == text)
    #expect(await help("help", "ask") == text)
    #expect(await help("ask", "-h") == text)
  }

  @Test func listsAllVerbs() async {
    let text = await help("help")
    #expect(text.hasPrefix("Usage: parley VERB [ARGUMENTS] [OPTIONS]\n\nVerbs:\n  ask  "))
    for verb in sampleTable().verbs {
      #expect(text.contains("  \(verb.name) "))
      #expect(text.contains("  \(verb.summary)\n"))
    }
    #expect(await help("--help") == text)
  }

  @Test func listsAGroup() async {
    let text = await help("knowledge", "--help")
    #expect(text.contains("Usage: parley knowledge VERB"))
    #expect(text.contains("\n  load    Build a new version of a collection\n"))
    #expect(!text.contains("Answer over HTTP"))
  }

  @Test func namesWordsAndRepetition() async {
    let text = await help("help", "knowledge", "load")
    #expect(text.contains("--on-error skip|stop"))
    #expect(text.contains("Where a field is found (may be repeated)"))
    #expect(await help("help", "completions").contains("The shell to write for: bash, zsh or fish"))
  }

  @Test(arguments: [40, 60, 120])
  func fitsTheTerminal(_ columns: Int) async {
    let text = await help("help", "ask", columns: columns)
    let lines = text.split(separator: "\n").filter { !$0.contains("Le Guin") }
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(text.contains("read from standard input, which may be long.") == (columns == 120))
  }

  @Test func refusesAVerbThatDoesNotExist() async {
    let errors = RecordedStream()
    let terminal = Terminal(output: RecordedStream(), errors: errors, environment: [:])
    let runner = CommandRunner(table: sampleTable(), terminal: terminal, environment: [:])
    #expect(await runner.run(["help", "knowledge", "serch"]) == .usage)
    #expect(errors.text.contains("no verb 'serch'; did you mean 'search'?"))
  }
}
