import ParleyPlugin
import ParleyTestKit

/// A host for plugins that start.
struct StartingHost: PluginHost {
  let entry = "orders"
  let collections: [String: CollectionInfo] = [:]
  let log: RecordingLog

  func document(at path: String) async throws -> JSONValue {
    throw PluginError("there is no file '\(path)'")
  }

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    log.write(level, message, fields)
  }
}

/// A host of a turn that knows one book and one memory, and whose model repeats what it is told.
struct TurnFixture: TurnHost, KnowledgeAccess, ModelAccess, MemoryAccess, TokenCounter {
  var deadline = Deadline.after(.seconds(30))
  let now = Timestamp(milliseconds: 0)
  let log = RecordingLog()
  /// Runs before each search, for tests that hold it up.
  var beforeSearch: @Sendable () async throws -> Void = {}

  var knowledge: any KnowledgeAccess { self }
  var model: any ModelAccess { self }
  var memory: any MemoryAccess { self }
  var tokens: any TokenCounter { self }

  static let book = Record(
    reference: RecordReference(collection: "books", id: "b1"), title: "Rocannon's World",
    text: "A planet.", url: "https://shop.example.org/b1",
    fields: [
      .price: .money(Money(tenThousandths: 149_900, currency: "USD")), .pages: .number(120),
    ])

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    log.write(level, message, fields)
  }

  func search(_ collection: String, for text: String, limit: Int) async throws -> SearchResult {
    try await beforeSearch()
    guard collection == "books" else {
      throw PluginError("there is no collection '\(collection)'")
    }
    return SearchResult(
      collection: CollectionInfo(name: "books", kind: "books", language: "en"), version: "v1",
      reading: QueryReading(), hits: [SearchHit(record: TurnFixture.book, score: 2)], total: 1,
      coverage: 1)
  }

  func record(_ reference: RecordReference) async throws -> Record? {
    reference == TurnFixture.book.reference ? TurnFixture.book : nil
  }

  func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream: String?
  ) async throws -> ModelReply {
    ModelReply(text: messages.map(\.content).joined(), model: "echo", usage: Usage())
  }

  func recall(_ text: String, limit: Int) async throws -> [Memory] {
    [Memory(text: "likes tea", importance: 1, confidence: 0.5)]
  }

  func summaries() async throws -> [ChatSummary] {
    [ChatSummary(version: 1, text: "Tea.", covers: [MessageID("m1")], createdAt: now)]
  }

  func observations() async throws -> [Observation] {
    [Observation(message: MessageID("m2"), text: "I like tea", importance: 7)]
  }

  func count(_ text: String) -> Int { text.utf8.count }
}

func turn(_ text: String = "hello") -> Turn {
  Turn(
    chat: ChatID("c1"), persona: PersonaInfo(name: "clerk", label: "Clerk", language: "en"),
    message: message("m2", .user, text), history: [message("m1", .assistant, "Hi.")])
}

func exchange(_ text: String = "hello") -> Exchange {
  Exchange(
    turn: turn(text),
    reply: ReplyRecord(
      id: MessageID("m3"), text: "Bye.", finishReason: .stop, upstream: "main", model: "m",
      usage: Usage(), citations: [], notices: [], duration: .seconds(1)),
    injected: [InjectedPart(plugin: "books", part: Part(.data, text: "a book"), index: 1)])
}

let endedSession = EndedSession(
  chat: ChatID("c1"), persona: PersonaInfo(name: "clerk", label: "Clerk", language: "en"),
  messages: [message("m1", .user, "hello")], startedAt: Timestamp(milliseconds: 0),
  endedAt: Timestamp(milliseconds: 1000))

private func message(_ id: String, _ role: Role, _ text: String) -> ChatMessage {
  ChatMessage(id: MessageID(id), role: role, text: text, createdAt: Timestamp(milliseconds: 0))
}

/// The text of the only part of an outcome.
func text(of outcome: PrePromptOutcome) -> String? {
  if case .parts(let parts) = outcome { parts.first?.text } else { nil }
}
