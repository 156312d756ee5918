import Testing

@testable import parley

struct TerminalTests {
  private func terminal(
    _ output: RecordedStream, _ errors: RecordedStream = RecordedStream(),
    _ environment: [String: String] = [:]
  ) -> Terminal {
    Terminal(output: output, errors: errors, environment: environment)
  }

  @Test func separatesDataFromTalk() throws {
    let output = RecordedStream()
    let errors = RecordedStream()
    let terminal = terminal(output, errors)
    try terminal.data("to", terminator: "")
    try terminal.data("ken")
    terminal.talk("working")
    #expect(output.text == "token\n")
    #expect(errors.text == "working\n")
  }

  @Test func coloursOnlyTerminals() {
    let screen = RecordedStream(isTerminal: true)
    #expect(terminal(screen).outputColour)
    #expect(!terminal(screen).errorColour)
    #expect(!terminal(RecordedStream()).outputColour)
    #expect(!terminal(screen, screen, ["NO_COLOR": "1"]).outputColour)
    #expect(terminal(screen, screen, ["NO_COLOR": ""]).outputColour)
    #expect(!terminal(screen, screen, ["TERM": "dumb"]).errorColour)
    #expect(!terminal(screen).withoutColour.outputColour)
  }

  @Test func theOptionTakesColoursAway() async {
    for arguments in [["serve", "x"], ["serve", "x", "--no-color"]] {
      let screen = RecordedStream(isTerminal: true)
      let terminal = terminal(screen, screen)
      let runner = CommandRunner(table: sampleTable(), terminal: terminal, environment: [:])
      #expect(await runner.run(arguments) == .usage)
      #expect(screen.text.contains("\u{1B}[1;31m") == (arguments.count == 2))
    }
  }

  @Test func stylesOnRequest() {
    let terminal = Terminal.silent
    #expect(terminal.styled("a", .strong, colour: true) == "\u{1B}[1ma\u{1B}[0m")
    #expect(terminal.styled("a", .strong, colour: false) == "a")
  }

  @Test func aTerminalIsNotSteeredByOtherPeoplesText() throws {
    let title = "Dune\u{1B}]0;owned\u{7}\r\u{9B}2J"
    let screen = RecordedStream(isTerminal: true)
    try terminal(screen).data(title)
    #expect(screen.text == "Dune␛]0;owned␇␍\u{FFFD}2J\n")
    let file = RecordedStream()
    try terminal(file).data(title)
    #expect(file.text == title + "\n")
  }

  @Test func saysThatItsReaderHasGone() {
    let closed = terminal(RecordedStream(failure: .closed), RecordedStream(failure: .closed))
    #expect(throws: OutputError.closed) { try closed.data("x") }
    closed.talk("nobody hears this")
  }

  @Test func isEightyWideWhenItIsNone() {
    #expect(terminal(RecordedStream()).width == 80)
    #expect(terminal(RecordedStream(isTerminal: true, columns: 132)).width == 132)
  }
}
