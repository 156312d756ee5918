/// An option of a verb: one row of the table that parser, help and completions read.
struct OptionSpec: Sendable, Hashable {
  /// The long name without dashes.
  let name: String
  let short: Character?
  /// `nil`: a flag.
  let value: ValueSpec?
  /// One sentence for the help, without a full stop.
  let doc: String
  /// Whether it may be given more than once. Others are refused the second time.
  let repeatable: Bool

  init(
    _ name: String, short: Character? = nil, value: ValueSpec? = nil, doc: String,
    repeatable: Bool = false
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.doc = doc
    self.repeatable = repeatable
  }

  /// The ways to write it on a command line, the short one first: `-p`, `--persona`.
  var spellings: [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--\(name)"]
  }

  /// With its value, as a user would type it: `--persona P`.
  var form: String {
    value.map { "--\(name) \($0.name)" } ?? "--\(name)"
  }
}
