/// A command line that Parley does not understand; the program ends with status 64.
struct UsageError: Error, Hashable {
  /// What is wrong and, where it can be told, what was meant.
  let message: String
  /// A line that says where to read more. Not part of the error when it is printed as JSON.
  let hint: String?
  /// The list of verbs that is shown with the error, as the path of its group.
  let overview: [String]?

  init(_ message: String, hint: String? = nil, overview: [String]? = nil) {
    self.message = message
    self.hint = hint
    self.overview = overview
  }

  /// - Parameter command: the verb or group as typed, `parley ask`, whose help would have told.
  init(_ message: String, helpOf command: String) {
    self.init(message, hint: "see '\(command) --help'")
  }
}
