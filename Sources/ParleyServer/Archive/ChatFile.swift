import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// The body of an import, `{data, persona?}`, read one chat at a time: however many chats a file holds,
/// only its bytes and one of them are in memory.
struct ChatFile {
  /// Where `data` stands in errors.
  private static let place = "/data"

  private let outline: JSONOutline
  /// The members of the body besides `data`.
  let fields: [String: JSONValue]
  private let chats: [(range: Range<Int>, place: String)]
  /// Whether `data` is one chat, not a list of them.
  private let isSingle: Bool

  /// Finds the chats without reading them. Throws ``Problem``.
  init(_ body: [UInt8], limit: Int, fields specs: [FieldSpec]) throws {
    do {
      let outline = try JSONOutline(body, limit: limit)
      let document = try outline.document()
      guard outline.kind(of: document) == "{" else {
        throw Problem(400, "invalid_json", "The body has to be a JSON object: {data, persona?}.")
      }
      var fields: [String: JSONValue] = [:]
      var found: (chats: [(range: Range<Int>, place: String)], isSingle: Bool) = ([], true)
      for (key, range) in try outline.members(in: document) {
        let isData = key == "data"
        if isData { found = try ChatFile.chats(in: range, outline) }
        fields[key] = isData ? .null : try outline.value(in: range)
      }
      self.fields = try RequestReading.checked(fields, specs)
      self.outline = outline
      (chats, isSingle) = found
    } catch let error as JSONError {
      throw Problem(error)
    }
  }

  /// Hands over the chats in their order, those in which nothing was said left out. Throws ``Problem``
  /// for the first that is none, and what `body` throws.
  func forEach(
    read reading: ChatImport, _ body: (ArchivedChat) async throws -> Void
  ) async throws {
    guard !isSingle else {
      for chat in try chats.first.map({ try read($0) { try reading.chats(in: $0) } }) ?? [] {
        try await body(chat)
      }
      return
    }
    try worded(ChatFile.place) { try ChatImport.check(count: chats.count) }
    for chat in chats {
      try Task.checkCancellation()
      if let archived = try read(chat, { try reading.chat($0, at: "") }) {
        try await body(archived)
      }
      await Task.yield()
    }
  }

  private func read<Result>(
    _ chat: (range: Range<Int>, place: String),
    _ read: (JSONValue) throws -> Result
  ) throws -> Result {
    let json: JSONValue
    do {
      json = try outline.value(in: chat.range)
    } catch {
      throw Problem.field(chat.place, error.description, code: "invalid_json")
    }
    return try worded(chat.place) { try read(json) }
  }

  private func worded<Result>(_ place: String, _ read: () throws -> Result) throws -> Result {
    do {
      return try read()
    } catch let error as ChatImportError {
      throw Problem.field(place + error.pointer, error.message, code: "invalid_chat_file")
    }
  }

  /// The chats of a list of chats; or all of `data`, which is one chat in some form.
  private static func chats(
    in data: Range<Int>, _ outline: JSONOutline
  ) throws(JSONError) -> ([(range: Range<Int>, place: String)], isSingle: Bool) {
    var list = data
    var place = ChatFile.place
    if outline.kind(of: data) == "{" {
      guard let chats = try outline.members(in: data).first(where: { $0.key == "chats" }),
        outline.kind(of: chats.value) == "["
      else { return ([(data, place)], true) }
      list = chats.value
      place += "/chats"
    }
    guard outline.kind(of: list) == "[" else { return ([(data, place)], true) }
    let elements = try outline.elements(in: list)
    // A plain list of messages is one chat.
    if let first = elements.first, try outline.value(in: first)["role"] != nil {
      return ([(data, place)], true)
    }
    return (elements.enumerated().map { ($1, "\(place)/\($0)") }, false)
  }
}
