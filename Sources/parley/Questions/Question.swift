/// A question to the shop with what its reply must show.
struct Question: Sendable {
  /// For people; the question itself when the file gives no name.
  var name: String
  /// Who is asked; `nil`: whom the command line or the file names, else the first.
  var persona: String?
  /// What is said, in one chat; the last reply is looked at.
  var turns: [String]
  var expectation: Expectation
  /// Where it stands in its file, from 1.
  var line: Int
}

/// What a reply must show.
struct Expectation: Sendable, Hashable {
  /// Records that must all be cited, as `collection/id` or `id`.
  var cites: [String] = []
  /// Records of which one must be cited.
  var citesAny: [String] = []
  /// Records that must not be cited.
  var citesNone: [String] = []
  /// Texts that must all stand in the reply; case does not matter.
  var contains: [String] = []
  /// Texts that must not stand in the reply; case does not matter.
  var notContains: [String] = []
  /// Regular expressions that must all match somewhere in the reply.
  var matches: [String] = []
  /// Whether records must be found: `false` wants a reply that cites none, `true` one that cites some.
  var answers: Bool?

  /// Whether nothing would be looked at.
  var isEmpty: Bool { self == Expectation() }
}

/// The questions of one file.
struct QuestionFile: Sendable {
  /// As it was given on the command line.
  var path: String
  /// Who is asked where a question does not say.
  var persona: String?
  var questions: [Question]
}
