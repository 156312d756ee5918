/// Where a verb speaks: data on standard output, talk on standard error.
///
/// On a terminal control characters are made visible (``VisibleText``), because titles of books and
/// replies of models are other people's text; pipes and files get every byte.
struct Terminal: Sendable {
  private let output: any TerminalStream
  private let errors: any TerminalStream
  private let allowsColour: Bool
  /// Whether the terminal knows no sequences at all (`TERM=dumb`).
  private let isDumb: Bool

  /// - Parameter environment: `NO_COLOR`, when not empty, and `TERM=dumb` take the colours away.
  init(
    output: any TerminalStream, errors: any TerminalStream, environment: [String: String]
  ) {
    self.init(
      output: output, errors: errors, allowsColour: environment["NO_COLOR"] ?? "" == "",
      isDumb: environment["TERM"] == "dumb")
  }

  private init(
    output: any TerminalStream, errors: any TerminalStream, allowsColour: Bool, isDumb: Bool
  ) {
    self.output = output
    self.errors = errors
    self.allowsColour = allowsColour
    self.isDumb = isDumb
  }

  /// The streams of the process.
  static func standard(environment: [String: String]) -> Self {
    Self(
      output: FileDescriptorStream.output, errors: FileDescriptorStream.errors,
      environment: environment)
  }

  /// The same as after `--no-color`.
  var withoutColour: Self {
    Self(output: output, errors: errors, allowsColour: false, isDumb: isDumb)
  }

  /// Prints what the user asked for. Throws ``OutputError/closed`` when nobody reads any more; a verb
  /// lets it through, and the program ends quietly.
  func data(_ text: String, terminator: String = "\n") throws(OutputError) {
    try output.write((output.isTerminal ? VisibleText.of(text) : text) + terminator)
  }

  /// Tells the user something about the work. When even that is impossible, nobody can be told so.
  func talk(_ text: String, terminator: String = "\n") {
    draw((errors.isTerminal ? VisibleText.of(text) : text) + terminator)
  }

  /// Writes to standard error as it is, control characters too; for what moves the cursor.
  func draw(_ text: String) {
    do {
      try errors.write(text)
    } catch {
      // There is no third stream.
    }
  }

  /// Sets text off where colours are shown, else returns it as it is.
  ///
  /// - Parameter colour: ``outputColour`` for data, ``errorColour`` for talk.
  func styled(_ text: String, _ style: TextStyle, colour: Bool) -> String {
    colour ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
  }

  var outputIsTerminal: Bool { output.isTerminal }
  var errorIsTerminal: Bool { errors.isTerminal }
  var outputColour: Bool { allowsColour && !isDumb && output.isTerminal }
  var errorColour: Bool { allowsColour && !isDumb && errors.isTerminal }

  /// Columns for data; 80 when it goes to no terminal.
  var width: Int { output.columns ?? 80 }
  /// Columns for talk; 80 when it goes to no terminal.
  var errorWidth: Int { errors.columns ?? 80 }

  /// Whether a line of talk can be drawn again in its place.
  var redraws: Bool { errors.isTerminal && !isDumb }
}
