import ParleyDomain
import ParleyPlugin

/// A message of an exported chat.
struct ParleyMessage {
  let json: JSONValue
  /// Where it stands in the file.
  let place: String

  /// - Parameters:
  ///   - last: What it goes on from when it does not say so.
  ///   - earlier: The names of all messages before it.
  func message(
    after last: StoredMessage?, before earlier: Set<MessageID>, now: Timestamp
  ) throws(ChatImportError) -> StoredMessage {
    let id = try text("id")
    guard let role = Role(rawValue: try text("role")) else {
      throw ChatImportError(place + "/role", "expected one of 'user', 'assistant', 'system'")
    }
    var parent = last?.id
    if let named = json["parent_id"] { parent = named.string.map { MessageID($0) } }
    if let parent, !earlier.contains(parent) {
      throw ChatImportError(place + "/parent_id", "names no message before this one")
    }
    let status = try named("status", MessageStatus.init) ?? .complete
    var message = StoredMessage(
      id: MessageID(id), chat: ChatID(""), parent: parent, role: role, content: try text("content"),
      status: status.isFinal ? status : .interrupted, createdAt: try time("created_at") ?? now)
    message.finishReason = try named("finish_reason", FinishReason.init)
    message.upstream = json["upstream"]?.string
    message.model = json["model"]?.string
    message.citations = try list("citations", ParleyMessage.citation)
    message.notices = try list("notices", ParleyMessage.notice)
    message.knowledge = json["knowledge"]?.object?.compactMapValues(\.string) ?? [:]
    if let usage = json["usage"] { message.usage = try ParleyMessage.usage(usage, place) }
    return message
  }

  /// What its owner thinks of it.
  func feedback(
    on message: StoredMessage, now: Timestamp
  ) throws(ChatImportError) -> Feedback? {
    guard let opinion = json["feedback"] else { return nil }
    guard let rating = opinion["rating"]?.string.flatMap(Feedback.Rating.init(rawValue:)) else {
      throw ChatImportError(place + "/feedback/rating", "expected 'up' or 'down'")
    }
    return Feedback(
      message: message.id, rating: rating, comment: opinion["comment"]?.string,
      createdAt: opinion["created_at"]?.string.flatMap { Timestamp($0) } ?? now)
  }

  private func text(_ key: String) throws(ChatImportError) -> String {
    guard let text = json[key]?.string else {
      throw ChatImportError("\(place)/\(key)", "is missing or no text")
    }
    return text
  }

  private func time(_ key: String) throws(ChatImportError) -> Timestamp? {
    guard let text = json[key]?.string else { return nil }
    guard let time = Timestamp(text) else {
      throw ChatImportError("\(place)/\(key)", "expected a time such as 2026-11-20T18:30:00Z")
    }
    return time
  }

  private func named<Value>(
    _ key: String, _ read: (String) -> Value?
  ) throws(ChatImportError) -> Value? {
    guard let text = json[key]?.string else { return nil }
    guard let value = read(text) else {
      throw ChatImportError("\(place)/\(key)", "'\(Problem.shown(text))' is unknown")
    }
    return value
  }

  private func list<Value>(
    _ key: String, _ read: (JSONValue) -> Value?
  ) throws(ChatImportError) -> [Value] {
    guard let elements = json[key]?.array else { return [] }
    var values: [Value] = []
    for (position, element) in elements.enumerated() {
      guard let value = read(element) else {
        throw ChatImportError("\(place)/\(key)/\(position)", "something is missing in it")
      }
      values.append(value)
    }
    return values
  }

  private static func citation(_ json: JSONValue) -> Citation? {
    guard let index = json["index"]?.integer, let collection = json["collection"]?.string,
      let id = json["id"]?.string, let title = json["title"]?.string
    else { return nil }
    let ranges = (json["ranges"]?.array ?? []).map(range)
    guard !ranges.contains(nil) else { return nil }
    return Citation(
      index: index,
      source: Source(
        reference: RecordReference(collection: collection, id: id), title: title,
        url: json["url"]?.string), ranges: ranges.compactMap { $0 })
  }

  private static func notice(_ json: JSONValue) -> Notice? {
    guard let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
    return Notice(
      code: code, message: message, plugin: json["plugin"]?.string,
      audience: json["audience"]?.string.flatMap(Notice.Audience.init(rawValue:)) ?? .everyone,
      range: json["range"].flatMap(range))
  }

  private static func usage(_ json: JSONValue, _ place: String) throws(ChatImportError) -> Usage {
    guard let input = json["input_tokens"]?.integer, let output = json["output_tokens"]?.integer
    else { throw ChatImportError(place + "/usage", "input_tokens or output_tokens is missing") }
    var usage = Usage(
      inputTokens: input, outputTokens: output, cachedTokens: json["cached_tokens"]?.integer ?? 0,
      estimated: json["estimated"]?.boolean ?? false)
    if let cost = json["cost"], let amount = cost["amount"]?.string,
      let currency = cost["currency"]?.string
    {
      usage.cost = Money(decimal: amount, currency: currency)
    }
    return usage
  }

  private static func range(_ json: JSONValue) -> Range<Int>? {
    guard let bounds = json.array, bounds.count == 2, let lower = bounds[0].integer,
      let upper = bounds[1].integer, lower <= upper
    else { return nil }
    return lower..<upper
  }
}
