import ParleyJSON
import ParleyPlugin

/// What is said about a failure, as text for people or as one JSON object for programs.
struct FailureReport {
  let status: ExitStatus
  let messages: [String]

  /// `{"error": {"code": …, "status": …, "messages": […]}}` on one line.
  var json: String {
    JSONWriter.string([
      "error": [
        "code": .string(status.code), "status": .integer(Int(status.rawValue)),
        "messages": .array(messages.map(JSONValue.string)),
      ]
    ])
  }
}
