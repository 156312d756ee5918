import ParleyPlugin

/// One fixed answer and what it answers.
struct AnswerEntry: Sendable {
  /// Where in a message a phrase must stand.
  enum Match: String, Sendable, CaseIterable {
    /// It is the message, greetings and polite words aside.
    case whole
    /// It stands somewhere in it, as whole words.
    case contains
  }

  /// What operators know it by: its place in the file and its first phrase.
  var name: String
  var phrases: [[String]]
  /// With a marker `[n]` for the n-th source.
  var answer: String
  var sources: [RecordReference]
  /// Primary subtags of the personas' languages, for example `en`; empty for all.
  var languages: Set<String>
  var match: Match
}
