import ParleyEngine
import ParleyJSON
import ParleyPlugin

/// What `POST /v1/chat/completions` asks for. Unknown members are ignored; what cannot be done is
/// refused by its name.
struct CompletionRequest: Sendable, Hashable {
  var model: String
  /// Everything before the last message.
  var earlier: [ModelMessage]
  /// The last message, a user's.
  var text: String
  var stream: Bool
  /// Whether the stream tells the usage at its end.
  var includeUsage: Bool
  var replyTokens: Int?
  /// For which of its users a program asks.
  var endUser: String?

  /// Reads a body. Throws ``Problem``.
  init(_ body: [UInt8]) throws {
    let members: [String: JSONValue]
    do {
      members = try JSONParser.parseObject(body)
    } catch {
      throw Problem.parameter(
        nil, "The body is not the JSON that is expected: \(error.description).",
        code: "invalid_json")
    }
    guard let model = members["model"]?.string, !model.isEmpty else {
      throw Problem.parameter("model", "model: expected the name of a persona; see /v1/models")
    }
    self.model = model
    stream = try CompletionRequest.boolean("stream", in: members)
    includeUsage = members["stream_options"]?["include_usage"]?.boolean ?? false
    try CompletionRequest.refuseWhatCannotBeDone(members)
    replyTokens = try CompletionRequest.tokens(in: members)
    endUser = try CompletionRequest.endUser(in: members)
    let messages = try CompletionRequest.messages(in: members)
    guard let last = messages.last, last.message.role == .user, last.isUser else {
      throw Problem.parameter(
        "messages", "messages: the last one must be the user's, with role 'user'")
    }
    earlier = messages.dropLast().map(\.message).filter { !$0.content.isEmpty }
    text = last.message.content
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Problem.parameter("messages[\(messages.count - 1)].content", "the message is empty")
    }
    guard text.count <= TurnRequest.longestMessage else {
      throw Problem.parameter(
        "messages[\(messages.count - 1)].content",
        "the message has \(text.count) characters; the limit is \(TurnRequest.longestMessage)")
    }
  }

  private static func boolean(_ name: String, in members: [String: JSONValue]) throws -> Bool {
    guard let value = members[name], value != .null else { return false }
    guard let boolean = value.boolean else {
      throw Problem.parameter(name, "\(name): expected true or false")
    }
    return boolean
  }

  private static func refuseWhatCannotBeDone(_ members: [String: JSONValue]) throws {
    if let n = members["n"], n != .null, n != .integer(1) {
      throw Problem.parameter("n", "n: only one choice is made", code: "unsupported_value")
    }
    if let audio = members["audio"], audio != .null {
      throw Problem.parameter("audio", "audio: replies are text", code: "unsupported_value")
    }
    if let modalities = members["modalities"], modalities != .null, modalities != ["text"] {
      throw Problem.parameter(
        "modalities", "modalities: replies are text", code: "unsupported_value")
    }
    if let value = members["temperature"], value != .null {
      guard let temperature = value.number, (0...2).contains(temperature) else {
        throw Problem.parameter("temperature", "temperature: expected a number from 0 to 2")
      }
    }
  }

  private static func tokens(in members: [String: JSONValue]) throws -> Int? {
    var least: Int?
    for name in ["max_tokens", "max_completion_tokens"] {
      guard let value = members[name], value != .null else { continue }
      guard let number = value.integer, number >= 1 else {
        throw Problem.parameter(name, "\(name): expected a whole number from 1 on")
      }
      least = min(least ?? number, number)
    }
    return least
  }

  /// OpenAI's newer name for it goes before the older one.
  private static func endUser(in members: [String: JSONValue]) throws -> String? {
    for name in ["safety_identifier", "user"] {
      guard let value = members[name], value != .null else { continue }
      guard let text = value.string, text.count <= Visitor.longestEndUser else {
        throw Problem.parameter(
          name, "\(name): expected a text of at most \(Visitor.longestEndUser) characters")
      }
      return text
    }
    return nil
  }

  /// A message, and whether its role is `user` (a tool's words are shown to the model as a user's).
  private typealias Message = (message: ModelMessage, isUser: Bool)

  private static func messages(in members: [String: JSONValue]) throws -> [Message] {
    guard let messages = members["messages"]?.array, !messages.isEmpty else {
      throw Problem.parameter("messages", "messages: expected a list with at least one message")
    }
    return try messages.enumerated().map { position, message in
      let place = "messages[\(position)]"
      let role: Role
      switch message["role"]?.string {
      case "system", "developer": role = .system
      case "user", "tool": role = .user
      case "assistant": role = .assistant
      default:
        throw Problem.parameter(
          "\(place).role",
          "\(place).role: expected system, developer, user, assistant or tool")
      }
      let content = try content(of: message, at: place, mayBeMissing: role == .assistant)
      return (ModelMessage(role: role, content: content), message["role"]?.string == "user")
    }
  }

  private static func content(
    of message: JSONValue, at place: String, mayBeMissing: Bool
  ) throws -> String {
    switch message["content"] {
    case .string(let text): return text
    case .array(let parts):
      return try parts.enumerated().map { position, part in
        let place = "\(place).content[\(position)]"
        guard part["type"]?.string == "text" else {
          throw Problem.parameter(
            "\(place).type", "\(place).type: only parts of type 'text' are understood",
            code: "unsupported_value")
        }
        guard let text = part["text"]?.string else {
          throw Problem.parameter("\(place).text", "\(place).text: expected a text")
        }
        return text
      }.joined(separator: "\n")
    case nil where mayBeMissing, .null where mayBeMissing: return ""
    default:
      throw Problem.parameter(
        "\(place).content", "\(place).content: expected a text or a list of parts")
    }
  }
}
