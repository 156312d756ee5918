/// One verb of the program: what it is called, what it takes and what it does.
struct Verb: Sendable {
  /// One word, or the group and the word in it: `["knowledge", "load"]`.
  let path: [String]
  /// One line for the list of verbs, without a full stop.
  let summary: String
  /// Paragraphs and examples below the options. Indented lines stay as they are, others are wrapped.
  let discussion: String
  /// Its own options; every verb also takes ``GlobalOptions``.
  let options: [OptionSpec]
  /// Required ones first; at most the last may take several.
  let positionals: [PositionalSpec]
  /// Whether it prints data, and so takes `--json`.
  let hasData: Bool
  /// Whether it runs until a signal ends it, so that ending then is no interruption.
  let endsOnSignal: Bool
  /// Does the work. A ``CommandFailure`` or ``UsageError`` that it throws decides the exit status. It
  /// runs off the cooperative pool, so reading standard input and writing to a slow pipe may block;
  /// `Task.isCancelled` turns true on the first Ctrl-C.
  let run: @Sendable (Invocation) async throws -> Void

  init(
    _ path: [String], summary: String, discussion: String = "", options: [OptionSpec] = [],
    positionals: [PositionalSpec] = [], hasData: Bool = false, endsOnSignal: Bool = false,
    run: @escaping @Sendable (Invocation) async throws -> Void
  ) {
    self.path = path
    self.summary = summary
    self.discussion = discussion
    self.options = options
    self.positionals = positionals
    self.hasData = hasData
    self.endsOnSignal = endsOnSignal
    self.run = run
  }

  /// Without the program: `knowledge load`.
  var name: String { path.joined(separator: " ") }

  /// As a user types it: `parley knowledge load`.
  var fullName: String { "\(VerbTable.program) \(name)" }

  /// Its own options and those of every verb.
  var allOptions: [OptionSpec] { options + GlobalOptions.specs(withData: hasData) }

  /// The positionals as usage shows them: `[COLLECTION [FILE...]]`.
  var positionalForm: String {
    let required = positionals.filter(\.arity.isRequired).map(\.form)
    let optional = positionals.filter { !$0.arity.isRequired }.reversed()
      .reduce("") { inner, spec in inner.isEmpty ? "[\(spec.form)]" : "[\(spec.form) \(inner)]" }
    return (required + (optional.isEmpty ? [] : [optional])).joined(separator: " ")
  }
}
