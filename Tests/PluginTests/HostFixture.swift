import ParleyPlugin
import Synchronization

/// A host that gives a hook what a test prepared.
struct HostFixture: TurnHost, KnowledgeAccess, ModelAccess, MemoryAccess, TokenCounter {
  var result: SearchResult?
  var records: [Record] = []
  /// What there is to list; `nil` for too much.
  var all: [Record]?
  let asked = Asked()

  var knowledge: any KnowledgeAccess { self }
  var model: any ModelAccess { self }
  var memory: any MemoryAccess { self }
  var tokens: any TokenCounter { self }
  var deadline: Deadline { .after(.seconds(10)) }
  var now: Timestamp { Timestamp(milliseconds: 0) }

  final class Asked: Sendable {
    let searches = Mutex<[String]>([])
  }

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {}

  func search(_ collection: String, for text: String, limit: Int) async throws -> SearchResult {
    asked.searches.withLock { $0.append("\(collection) \(limit): \(text)") }
    guard let result else { throw PluginError("there is no collection '\(collection)'") }
    return result
  }

  func record(_ reference: RecordReference) async throws -> Record? {
    records.first { $0.reference == reference }
  }

  func records(of collection: String, atMost limit: Int) async throws -> [Record]? {
    asked.searches.withLock { $0.append("\(collection) at most \(limit)") }
    return all
  }

  func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream: String?
  ) async throws -> ModelReply {
    throw PluginError("this test has no model")
  }

  func recall(_ text: String, limit: Int) async throws -> [Memory] { [] }
  func count(_ text: String) -> Int { text.utf8.count / 4 }
}

/// A host for plugins that start.
struct StartFixture: PluginHost {
  let entry = "test"
  var collections: [String: CollectionInfo] = [:]
  var documents: [String: JSONValue] = [:]

  func document(at path: String) async throws -> JSONValue {
    guard let document = documents[path] else { throw PluginError("there is no file '\(path)'") }
    return document
  }

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {}
}

let persona = PersonaInfo(name: "clerk", label: "Clerk", language: "en")

func turn(_ text: String) -> Turn {
  Turn(
    chat: ChatID("chat"), persona: persona,
    message: ChatMessage(
      id: MessageID("m1"), role: .user, text: text, createdAt: Timestamp(milliseconds: 0)),
    history: [])
}

func result(
  _ kind: String, _ records: [Record], nearest: [Record] = [],
  reading: QueryReading = QueryReading()
) -> SearchResult {
  SearchResult(
    collection: CollectionInfo(name: kind, kind: kind, language: "en"), version: "v1",
    reading: reading, hits: records.map { SearchHit(record: $0, score: 2) }, total: records.count,
    coverage: 1, nearest: nearest.map { SearchHit(record: $0, score: 1) },
    totalNearest: nearest.count)
}
