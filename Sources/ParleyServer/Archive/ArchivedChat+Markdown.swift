package import ParleyDomain
import ParleyPlugin

extension ArchivedChat {
  /// The conversation to read: without the versions that lie beside it.
  ///
  /// - Parameter persona: What the one who answers is called.
  package func markdown(persona label: String) -> String {
    let title = chat.title.split(whereSeparator: \.isNewline).joined(separator: " ")
    var text = "# \(title)\n"
    if let carried = chat.carried { text += "\n> " + quoted(carried) + "\n" }
    let path = MessageTree(messages).path(to: chat.leaf ?? messages.last?.id)
    for message in path where message.role != .system {
      text += "\n## \(message.role == .user ? "You" : label), \(message.createdAt)\n\n"
      text += message.content + "\n"
      if message.status != .complete, message.role == .assistant {
        text += "\n*(\(message.status.rawValue))*\n"
      }
      for citation in message.citations {
        let link = citation.source.url.map { " <\($0)>" } ?? ""
        text += "\n[\(citation.index)] \(citation.source.title)\(link)\n"
      }
    }
    return text
  }

  private func quoted(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: "\n> ")
  }
}
