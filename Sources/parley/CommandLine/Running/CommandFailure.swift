/// Why a verb did not do its work. Printed on standard error, one line for each message, or as JSON
/// with `--json`.
struct CommandFailure: Error, Hashable {
  let status: ExitStatus
  /// Each names the thing and what to do. None: the verb has already told on standard output, as a
  /// report of failed tests does.
  let messages: [String]

  init(_ status: ExitStatus, messages: [String]) {
    self.status = status
    self.messages = messages
  }

  init(_ status: ExitStatus, _ message: String) {
    self.init(status, messages: [message])
  }
}
