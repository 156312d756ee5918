import ParleyPlugin

/// Writes a chat as one text that a base model goes on with.
///
/// Such a model knows no roles. It is shown a protocol with named speakers, and stops where the next
/// speaker would begin.
enum CompletionPrompt {
  /// What the model would write if it went on for the user.
  static let stops = ["\nUser:", "\nAssistant:"]

  static func text(of messages: [ModelMessage]) -> String {
    let blocks = messages.map { message in
      switch message.role {
      case .system: message.content
      case .user: "User: \(message.content)"
      case .assistant: "Assistant: \(message.content)"
      }
    }
    return (blocks + ["Assistant:"]).joined(separator: "\n\n")
  }
}
