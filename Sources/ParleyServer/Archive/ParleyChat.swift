import ParleyDomain
import ParleyPlugin

/// A chat as Parley exports it, see ``ArchivedChat/json(forOperator:)``.
struct ParleyChat {
  private let json: JSONValue
  private let place: String
  private let reading: ChatImport

  /// Throws ``ChatImportError`` for what says to be something else.
  init(
    _ json: JSONValue, at place: String, _ reading: ChatImport
  ) throws(ChatImportError) {
    self.json = json
    self.place = place
    self.reading = reading
    if let format = json["format"]?.string, format != ArchivedChat.format {
      throw ChatImportError(
        place + "/format",
        "'\(Problem.shown(format))' is unknown; expected '\(ArchivedChat.format)'")
    }
    if let version = json["version"]?.integer, version > ArchivedChat.version {
      throw ChatImportError(
        place + "/version",
        "version \(version) was written by a newer Parley; this one reads up to "
          + "\(ArchivedChat.version)")
    }
  }

  func chat() throws(ChatImportError) -> ArchivedChat {
    guard let list = json["messages"]?.array else {
      throw ChatImportError(
        place + "/messages", "is missing; is this a chat that Parley exported?")
    }
    guard list.count <= ChatImport.mostMessages else {
      throw ChatImportError(
        place + "/messages", "\(list.count) messages; the limit is \(ChatImport.mostMessages)")
    }
    var messages: [StoredMessage] = []
    var feedback: [Feedback] = []
    var seen: Set<MessageID> = []
    for (position, element) in list.enumerated() {
      let reader = ParleyMessage(json: element, place: "\(place)/messages/\(position)")
      let message = try reader.message(after: messages.last, before: seen, now: reading.now)
      guard seen.insert(message.id).inserted else {
        throw ChatImportError(reader.place + "/id", "stands at another message already")
      }
      messages.append(message)
      if let opinion = try reader.feedback(on: message, now: reading.now) {
        feedback.append(opinion)
      }
    }
    let leaf = json["active_leaf"]?.string.map { MessageID($0) }
    if let leaf, !seen.contains(leaf) {
      throw ChatImportError(place + "/active_leaf", "there is no message with this id")
    }
    let created = try time("created_at") ?? messages.first?.createdAt ?? reading.now
    return reading.archive(
      id: json["id"]?.string, title: json["title"]?.string, persona: json["persona"]?.string,
      from: created, to: try time("updated_at") ?? messages.last?.createdAt ?? created, leaf: leaf,
      carried: json["carried"]?.string, messages: messages, feedback: feedback)
  }

  private func time(_ key: String) throws(ChatImportError) -> Timestamp? {
    guard let text = json[key]?.string else { return nil }
    guard let time = Timestamp(text) else {
      throw ChatImportError("\(place)/\(key)", "expected a time such as 2026-11-20T18:30:00Z")
    }
    return time
  }
}
