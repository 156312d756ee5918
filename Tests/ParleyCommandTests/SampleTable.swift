import Synchronization

@testable import parley

/// What the sample verbs were called with.
final class Calls: Sendable {
  private let calls = Mutex<[Invocation]>([])

  var all: [Invocation] { calls.withLock { $0 } }

  func append(_ invocation: Invocation) {
    calls.withLock { $0.append(invocation) }
  }
}

/// A table with a verb of each shape.
///
/// - Parameter work: what every verb but `help` and `completions` does.
func sampleTable(
  work: @escaping @Sendable (Invocation) async throws -> Void = { _ in }
) -> VerbTable {
  let ask = Verb(
    ["ask"], summary: "Ask one question and print the reply",
    discussion: """
      Without a question the text is read from standard input,
      which may be long.

      Examples:
        parley ask "Books by Ursula K. Le Guin?"
      """,
    options: [
      OptionSpec("persona", short: "p", value: "P", doc: "Who answers"),
      OptionSpec("number", short: "k", value: "N", doc: "How many records"),
      OptionSpec("no-stream", short: "n", doc: "Print the reply when it is whole"),
    ],
    positionals: [PositionalSpec("QUESTION", .optional, doc: "What to ask")],
    hasData: true, run: work)
  let load = Verb(
    ["knowledge", "load"], summary: "Build a new version of a collection",
    options: [
      OptionSpec("on-error", value: .words(["skip", "stop"]), doc: "What a bad record does"),
      OptionSpec("map", value: "FIELD=COLUMN", doc: "Where a field is found", repeatable: true),
      OptionSpec("update", short: "u", doc: "Merge: it's no replacement [slower]"),
      OptionSpec("into", value: .directory(), doc: "Where to build"),
    ],
    positionals: [
      PositionalSpec("COLLECTION", .optional, doc: "Which collection"),
      PositionalSpec("FILE", .optionalMany, doc: "What to load", kind: .file),
    ], run: work)
  let search = Verb(
    ["knowledge", "search"], summary: "Search a collection",
    positionals: [
      PositionalSpec("COLLECTION", doc: "Which collection"),
      PositionalSpec("QUERY", .many, doc: "Words to look for"),
    ], hasData: true, run: work)
  let serve = Verb(["serve"], summary: "Answer over HTTP", run: work)
  return VerbTable(verbs: [ask, load, search, serve, .help, .completions])
}
