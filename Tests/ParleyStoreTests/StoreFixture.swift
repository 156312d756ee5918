import ParleyDomain
import ParleyPlugin
import ParleySQLite
import ParleyStore
import ParleyTestKit
import Synchronization
import Testing

/// A storage folder with what tests do to it.
final class StoreFixture: Sendable {
  let folder: TemporaryFolder
  private let told = Mutex<[String]>([])

  /// What the store warned of.
  var warnings: [String] { told.withLock { $0 } }

  init() throws {
    folder = try TemporaryFolder()
  }

  func open(
    at now: Timestamp = time(1000),
    onCommit: @escaping @Sendable (GroupCommit.Commit) -> Void = { _ in }
  ) async throws -> SQLiteChatStore {
    try await SQLiteChatStore(
      directory: folder.path, clock: FixedClock(now: now), onCommit: onCommit
    ) { [self] warning in
      told.withLock { $0.append(warning) }
    }
  }

  /// Stores a whole turn: message and reply.
  static func store(
    _ turn: BegunTurn, reply: String = "Answer.", in store: SQLiteChatStore
  ) async throws {
    _ = try await store.begin(turn)
    try await store.finish(finish(turn, reply))
  }

  /// The first column of every row, read past the store.
  func texts(_ sql: String) throws -> [String] {
    try SQLiteConnection(path: folder.file("parley.sqlite"), mode: .readOnly)
      .rows(sql) { $0.text(0) }
  }

  static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  static func chat(_ id: String = "chat", owner: OwnerID = .local, updatedAt: Int64 = 1000) -> Chat
  {
    Chat(
      id: ChatID(id), owner: owner, persona: "bookseller", title: "A title", fence: "abcdef012345",
      createdAt: time(1000), updatedAt: time(updatedAt))
  }

  /// The chat as it is stored after a turn with this reply.
  static func chat(endingWith reply: MessageID) -> Chat {
    var chat = chat()
    chat.leaf = reply
    return chat
  }

  /// A turn with messages `<name>.user` and `<name>.reply` and generation `<name>`.
  static func turn(_ name: String, in chat: Chat, after parent: MessageID? = nil) -> BegunTurn {
    let user = StoredMessage(
      id: MessageID("\(name).user"), chat: chat.id, parent: parent, role: .user,
      content: "Question \(name)?", status: .complete, createdAt: chat.updatedAt)
    let reply = StoredMessage(
      id: MessageID("\(name).reply"), chat: chat.id, parent: user.id, role: .assistant,
      content: "", status: .pending, createdAt: chat.updatedAt)
    return BegunTurn(
      chat: chat, userMessage: user, reply: reply, generation: GenerationID(name))
  }

  static func finish(
    _ turn: BegunTurn, _ content: String = "Answer.", jobs: [Job] = []
  ) -> FinishedTurn {
    var reply = turn.reply
    reply.content = content
    reply.status = .complete
    reply.finishReason = .stop
    return FinishedTurn(
      owner: turn.chat.owner, reply: reply, generation: turn.generation,
      trace: ["milliseconds": 1.5], jobs: jobs)
  }

  static func job(_ id: String, of turn: BegunTurn, dueAt: Int64 = 0) -> Job {
    Job(
      id: id, owner: turn.chat.owner, chat: turn.chat.id, reply: turn.reply.id, plugin: "log",
      dueAt: time(dueAt), payload: ["question": "a\u{1b}[31m\r\nb"])
  }

  /// Stores a finished turn with jobs of these names, due at 0, 1, 2 …
  func storeTurn(_ store: SQLiteChatStore, jobs: [String]) async throws {
    let turn = StoreFixture.turn("a", in: StoreFixture.chat())
    _ = try await store.begin(turn)
    let made = jobs.enumerated().map { StoreFixture.job($1, of: turn, dueAt: Int64($0)) }
    try await store.finish(StoreFixture.finish(turn, jobs: made))
  }
}

/// A clock that stands still.
private struct FixedClock: WallClock {
  let now: Timestamp
}
