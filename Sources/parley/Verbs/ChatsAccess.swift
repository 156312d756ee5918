import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyServer
import ParleyStore

/// The chats of a shop: through the server that runs, else in the storage folder itself.
struct ChatsAccess {
  /// The most chats that are listed.
  static let mostListed = 1000
  /// The largest file that is read, and with a running server what it takes at once.
  private static let longestFile = 64 << 20

  private let shop: Shop

  init(_ invocation: Invocation) throws {
    shop = try Shop.open(invocation)
  }

  /// As `GET /api/admin/chats` lists them.
  func list(limit: Int) async throws -> [JSONValue] {
    if let server = try await server() {
      let chats = try await server.json("GET", "/api/admin/chats")["chats"]?.array ?? []
      return Array(chats.prefix(limit))
    }
    return try await withStore { store in
      try await store.allChats(limit: limit).map { chat in
        var json = chat.json
        json["owner"] = .string(chat.owner.rawValue)
        return .object(json)
      }
    }
  }

  /// A chat as a file. Throws ``CommandFailure`` when there is none.
  func archive(_ chat: String) async throws -> JSONValue {
    if let server = try await server() {
      return try await server.json(
        "GET", "/api/admin/chats/\(try Recording.segment(chat))/archive")
    }
    return try await withStore { try await archive(chat, in: $0) }
  }

  /// Every chat as a file, the one used last first.
  func archives() async throws -> [JSONValue] {
    let names = try await list(limit: ChatsAccess.mostListed).compactMap { $0["id"]?.string }
    if try await server() != nil {
      var archives: [JSONValue] = []
      for name in names { archives.append(try await archive(name)) }
      return archives
    }
    return try await withStore { store in
      var archives: [JSONValue] = []
      for name in names { archives.append(try await archive(name, in: store)) }
      return archives
    }
  }

  /// The conversation of an exported chat, to read.
  func markdown(of json: JSONValue) throws -> String {
    let chats = try read(json, persona: nil, named: "the chat")
    guard let archived = chats.first else { return "" }
    let persona = shop.configuration.personas.first { $0.name == archived.chat.persona }
    return archived.markdown(persona: persona?.label ?? archived.chat.persona)
  }

  /// Takes a file's chats in; returns `{id, title, messages}` of each.
  func take(_ path: String, persona: String?) async throws -> [JSONValue] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileContents.read(path, limit: ChatsAccess.longestFile)
    } catch {
      throw CommandFailure(.noInput, "\(path): \(error.reason)")
    }
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONParser.parse(bytes, limits: JSONLimits(bytes: ChatsAccess.longestFile))
    } catch {
      throw CommandFailure(.badData, "\(path): \(error)")
    }
    let persona = try shop.persona(named: persona).name
    let chats = try read(json, persona: persona, named: path)
    if let server = try await server() {
      // One at a time: a request holds as much as `server.max_import` says.
      var taken: [JSONValue] = []
      for chat in chats {
        let reply = try await server.json(
          "POST", "/api/chats/import",
          ["data": chat.json(forOperator: true), "persona": .string(persona)])
        taken += reply["chats"]?.array ?? []
      }
      return taken
    }
    return try await withStore { store in
      var taken: [JSONValue] = []
      for chat in chats {
        let id = try await store.insert(chat, names: RandomIdentifiers(clock: SystemClock()))
        taken.append([
          "id": .string(id.rawValue), "title": .string(chat.chat.title),
          "messages": .integer(chat.messages.count),
        ])
      }
      return taken
    }
  }

  /// Throws ``CommandFailure`` when there is no such chat.
  func delete(_ chat: String) async throws {
    if let server = try await server() {
      try await server.json("DELETE", "/api/admin/chats/\(try Recording.segment(chat))")
      return
    }
    try await withStore { store in
      guard let found = try await store.archived(ChatID(chat)),
        try await store.delete(found.chat.id, owner: found.chat.owner)
      else { throw CommandFailure(.noInput, "there is no chat '\(chat)'") }
    }
  }

  /// Deletes everything of the local user; returns how many chats there were.
  func eraseAll() async throws -> Int {
    if let server = try await server() {
      return try await server.json("DELETE", "/api/me")["chats"]?.integer ?? 0
    }
    return try await withStore {
      try await $0.eraseEverything(of: .local, at: SystemClock().now).chats
    }
  }

  /// Every rated reply, as `GET /api/admin/judgments` tells them.
  func ratedReplies() async throws -> [JSONValue] {
    if let server = try await server() {
      return try await server.json("GET", "/api/admin/judgments")["replies"]?.array ?? []
    }
    return try await withStore { try await $0.ratedReplies().map(\.json) }
  }

  private func archive(_ chat: String, in store: SQLiteChatStore) async throws -> JSONValue {
    guard let archived = try await store.archived(ChatID(chat)) else {
      throw CommandFailure(.noInput, "there is no chat '\(chat)'")
    }
    return archived.json(forOperator: true)
  }

  private func read(
    _ json: JSONValue, persona: String?, named name: String
  ) throws -> [ArchivedChat] {
    let reading = ChatImport(
      owner: .local, persona: persona ?? "", now: SystemClock().now,
      names: RandomIdentifiers(clock: SystemClock()),
      fences: try InstallationSecret(directory: shop.configuration.storage.directory))
    do {
      return try reading.chats(in: json)
    } catch {
      throw CommandFailure(.badData, "\(name): \(error)")
    }
  }

  private func server() async throws -> ServerClient? {
    let server = try ServerClient(storage: shop.configuration.storage.directory)
    return await server.answers() ? server : nil
  }

  private func withStore<Result>(
    _ work: (SQLiteChatStore) async throws -> Result
  ) async throws -> Result {
    let store = try await shop.openStore()
    do {
      let result = try await work(store)
      await store.close()
      return result
    } catch {
      await store.close()
      throw error
    }
  }
}
