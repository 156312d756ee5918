import ParleyJSON
import ParleyPlugin

extension Verb {
  /// `parley chats judgments COLLECTION`: what users thought of replies, for `parley knowledge eval`.
  static let chatsJudgments = Verb(
    ["chats", "judgments"],
    summary: "Make judged questions of a collection out of what users thought of replies",
    discussion: """
      The records that a liked reply cites answer its question (grade 1), those of a disliked one do not (grade 0). \
      The files are what `parley knowledge eval` reads; --questions holds liked replies only.

        parley chats judgments books --queries queries.tsv --qrels qrels.txt
        parley knowledge eval books --queries queries.tsv --qrels qrels.txt
      """,
    options: [
      OptionSpec("questions", value: .file(), doc: "Write questions with ids, CSV"),
      OptionSpec("queries", value: .file(), doc: "Write queries, TREC"),
      OptionSpec("qrels", value: .file(), doc: "Write judgments, TREC"),
    ],
    positionals: [PositionalSpec("COLLECTION", doc: "Which")], hasData: true
  ) { invocation in
    let (questions, queries, qrels) = (
      invocation.value("questions"), invocation.value("queries"), invocation.value("qrels")
    )
    guard (queries == nil) == (qrels == nil) else {
      throw UsageError(
        "--queries and --qrels belong together", helpOf: invocation.verb.fullName)
    }
    try await CommandFailure.translating {
      let replies = try await ChatsAccess(invocation).ratedReplies()
      let judgments = FeedbackJudgments(
        of: invocation.positional("COLLECTION") ?? "", replies: replies)
      if let questions { try OutputFile.write(judgments.questions, to: questions) }
      if let queries { try OutputFile.write(judgments.queries, to: queries) }
      if let qrels { try OutputFile.write(judgments.qrels, to: qrels) }
      if invocation.globals.json {
        try invocation.terminal.data(JSONWriter.string(judgments.json))
      } else if questions == nil, queries == nil {
        try invocation.terminal.data(judgments.questions, terminator: "")
      } else {
        invocation.terminal.talk("\(judgments.count) judged questions")
      }
    }
  }
}
