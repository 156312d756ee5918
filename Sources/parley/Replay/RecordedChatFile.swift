import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// A recorded chat as JSON: an export, or what a running server tells of one.
struct RecordedChatFile {
  /// The largest file that is read: 64 MiB.
  static let limit = 64 << 20

  /// What messages name as the place of a mistake.
  let name: String

  /// Whether an argument names a file, not a chat.
  static func isPath(_ argument: String) -> Bool {
    argument.contains("/") || argument.lowercased().hasSuffix(".json")
  }

  /// Reads an exported chat. Throws ``CommandFailure`` when it is missing or is none.
  static func read(_ path: String) throws -> RecordedChat {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.read(path, limit: limit)
    } catch {
      throw CommandFailure(.noInput, "\(path): \(error.reason)")
    }
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONParser.parse(bytes, limits: JSONLimits(bytes: limit))
    } catch {
      throw CommandFailure(.badData, "\(path): \(error)")
    }
    return try RecordedChatFile(name: path).chat(json)
  }

  /// Throws ``CommandFailure`` when the value is no chat.
  func chat(_ json: JSONValue) throws -> RecordedChat {
    let id = ChatID(try text(json, "id", "the chat"))
    let created = try time(json, "created_at", "the chat")
    let chat = Chat(
      id: id, owner: .local, persona: try text(json, "persona", "the chat"),
      title: json["title"]?.string ?? "", fence: json["fence"]?.string ?? "replay",
      createdAt: created, updatedAt: created)
    guard let list = json["messages"]?.array else {
      throw failure("the chat", "'messages' is missing; is this a chat that Parley exported?")
    }
    var messages: [StoredMessage] = []
    var traces: [MessageID: JSONValue] = [:]
    for (position, json) in list.enumerated() {
      let message = try self.message(json, of: id, "messages[\(position)]")
      messages.append(message)
      traces[message.id] = json["trace"]
    }
    return RecordedChat(chat: chat, messages: messages, traces: traces)
  }

  private func message(
    _ json: JSONValue, of chat: ChatID, _ place: String
  ) throws -> StoredMessage {
    let role = try text(json, "role", place)
    guard let role = Role(rawValue: role) else { throw failure(place, "'\(role)' is no role") }
    let status = MessageStatus(rawValue: json["status"]?.string ?? "") ?? .complete
    return StoredMessage(
      id: MessageID(try text(json, "id", place)), chat: chat,
      parent: json["parent_id"]?.string.map(MessageID.init), role: role,
      content: try text(json, "content", place), status: status,
      finishReason: json["finish_reason"]?.string.flatMap(FinishReason.init(rawValue:)),
      model: json["model"]?.string,
      citations: (json["citations"]?.array ?? []).compactMap(citation),
      createdAt: try time(json, "created_at", place))
  }

  private func citation(_ json: JSONValue) -> Citation? {
    guard let collection = json["collection"]?.string, let id = json["id"]?.string else {
      return nil
    }
    return Citation(
      index: json["index"]?.integer ?? 0,
      source: Source(
        reference: RecordReference(collection: collection, id: id),
        title: json["title"]?.string ?? id, url: json["url"]?.string), ranges: [])
  }

  private func text(_ json: JSONValue, _ key: String, _ place: String) throws -> String {
    guard let text = json[key]?.string else {
      throw failure(place, "'\(key)' is missing; is this a chat that Parley exported?")
    }
    return text
  }

  private func time(_ json: JSONValue, _ key: String, _ place: String) throws -> Timestamp {
    guard let time = Timestamp(try text(json, key, place)) else {
      throw failure(place, "'\(key)' is no time")
    }
    return time
  }

  private func failure(_ place: String, _ message: String) -> CommandFailure {
    CommandFailure(.badData, "\(name): \(place): \(message)")
  }
}
