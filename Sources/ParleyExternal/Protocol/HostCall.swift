import ParleyPlugin

/// Something a child asks of the host while it works on a request.
struct HostCall: Sendable, Hashable {
  /// What may be asked.
  enum Name: String, Sendable, Hashable, CaseIterable {
    case search = "knowledge.search"
    case record = "knowledge.record"
    case complete = "model.complete"
    case recall = "memory.recall"
    case summaries = "memory.summaries"
    case observations = "memory.observations"
    case count = "tokens.count"
    /// Not answered.
    case log
  }

  /// The longest name that a child may give its call.
  private static let longestID = 100

  let name: Name
  /// The child's own name for the call; empty for ``Name/log``.
  let id: String
  /// The request it works on.
  let request: Int
  let arguments: [String: JSONValue]

  init(_ call: JSONValue, _ members: [String: JSONValue]) throws(ProtocolViolation) {
    guard let name = call.string.flatMap(Name.init) else {
      throw ProtocolViolation(
        "asked for a call that does not exist; there are "
          + Name.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard let request = members["for"]?.integer else {
      throw ProtocolViolation("called \(name.rawValue) without 'for', the id of its request")
    }
    let id = members["id"]?.string
    guard name == .log || (id?.utf8.count).map({ (1...HostCall.longestID).contains($0) }) == true
    else { throw ProtocolViolation("called \(name.rawValue) without a text as 'id'") }
    self.name = name
    self.id = id ?? ""
    self.request = request
    arguments = members
  }

  /// Asks the host of the request's turn; nothing is asked for ``Name/log``. Throws ``ProtocolViolation`` for wrong arguments, and what
  /// the host throws.
  func answer(from host: any TurnHost) async throws -> JSONValue {
    let reader = MessageReader(members: arguments, at: "")
    switch name {
    case .search:
      return try await host.knowledge.search(
        try reader.text("collection"), for: try reader.text("text"),
        limit: try reader.integer("limit", in: 1...50, otherwise: 5)
      ).json
    case .record:
      let reference = RecordReference(
        collection: try reader.text("collection"), id: try reader.text("record"))
      return ["record": try await host.knowledge.record(reference)?.json ?? .null]
    case .complete: return try await complete(reader, host)
    case .recall:
      let memories = try await host.memory.recall(
        try reader.text("text"), limit: try reader.integer("limit", in: 1...100, otherwise: 10))
      return ["memories": .array(memories.map(\.json))]
    case .summaries:
      return ["summaries": .array(try await host.memory.summaries().map(\.json))]
    case .observations:
      return [
        "observations": .array(try await host.memory.observations().map(\.json)),
        "is_of_guest": .boolean(host.memory.isOfGuest),
      ]
    case .count: return ["tokens": .integer(host.tokens.count(try reader.text("text")))]
    case .log: return .null
    }
  }

  /// Writes what ``Name/log`` says to the log of the request's turn.
  func log(to host: any TurnHost, leftOut: Int, redaction: Redaction) {
    let message = arguments["message"]?.string ?? "logged no text as 'message'"
    let level = arguments["level"]?.string.flatMap(LogLevel.init) ?? .info
    host.log(
      level,
      String(redaction.redacted(message).oneLine.prefix(RunningChild.longestComplaint)),
      leftOut > 0 ? ["left_out": .integer(leftOut)] : [:])
  }

  private func complete(_ reader: MessageReader, _ host: any TurnHost) async throws -> JSONValue {
    var messages: [ModelMessage] = []
    for message in try reader.list("messages", atMost: 200) {
      messages.append(
        ModelMessage(
          role: try message.word("role", otherwise: .user), content: try message.text("content")))
    }
    let format: ReplyFormat
    switch try reader.textIfAny("format") {
    case nil, "text": format = .text
    case "json": format = .json
    default: throw reader.wrong("format", "one of text, json")
    }
    let reply = try await host.model.complete(
      messages, as: format, upstream: try reader.textIfAny("upstream"))
    var result: [String: JSONValue] = [
      "text": .string(reply.text), "model": .string(reply.model), "usage": reply.usage.json,
    ]
    result["json"] = reply.json
    return .object(result)
  }
}
