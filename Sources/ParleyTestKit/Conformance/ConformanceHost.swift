public import ParleyPlugin

/// A host that is made up: it knows some records and documents, and its model always says the same.
public struct ConformanceHost: PluginHost, TurnHost, KnowledgeAccess, ModelAccess, MemoryAccess,
  TokenCounter
{
  enum Behaviour: Sendable {
    case answers
    /// Whatever is asked of it fails.
    case refuses
    /// Whatever is asked of it waits until the asking task is cancelled.
    case waits
  }

  public var entry = "tested"
  /// The collections that the configuration declares.
  public var collections: [String: CollectionInfo]
  /// What a search in a collection finds, whatever the words; the words are put into the texts, so
  /// that it shows when a plugin mixes turns up.
  public var records: [Record]
  /// What `document(at:)` gives, by path.
  public var documents: [String: JSONValue]
  /// What the model says.
  public var modelReply: String
  /// The model's words as a document, for ``ReplyFormat/json``.
  public var modelJSON: JSONValue
  /// What is remembered of the owner.
  public var memories: [Memory]
  var behaviour = Behaviour.answers

  /// How long a hook may take for two calls, which is more than any entry grants.
  static let timeout = Duration.seconds(20)

  /// - Parameter collections: Their names; each gets two records.
  public init(
    collections: [String] = [], documents: [String: JSONValue] = [:],
    modelReply: String = "A short answer.", modelJSON: JSONValue = .object([:]),
    memories: [Memory] = []
  ) {
    self.collections = Dictionary(
      collections.map { ($0, CollectionInfo(name: $0, kind: "products", language: "en")) },
      uniquingKeysWith: { first, _ in first })
    records = collections.flatMap { collection in
      (1...2).map { number in
        Record(
          reference: RecordReference(collection: collection, id: "\(number)"),
          title: "Sample \(number)", text: "What a sample is like.",
          url: "https://shop.example.org/\(number)",
          fields: [.price: .money(Money(tenThousandths: 100_000 * number, currency: "USD"))])
      }
    }
    self.documents = documents
    self.modelReply = modelReply
    self.modelJSON = modelJSON
    self.memories = memories
  }

  /// One that has nothing and refuses everything.
  static var refusing: ConformanceHost {
    var host = ConformanceHost()
    host.behaviour = .refuses
    return host
  }

  /// This one, but whoever asks it for something waits.
  var waiting: ConformanceHost {
    var host = self
    host.behaviour = .waits
    return host
  }

  public var knowledge: any KnowledgeAccess { self }
  public var model: any ModelAccess { self }
  public var memory: any MemoryAccess { self }
  public var tokens: any TokenCounter { self }
  public var deadline: Deadline { .after(ConformanceHost.timeout) }
  public var now: Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }

  public func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {}

  public func document(at path: String) async throws -> JSONValue {
    try await behave()
    guard let document = documents[path] else { throw PluginError("there is no file '\(path)'") }
    return document
  }

  public func search(
    _ collection: String, for text: String, limit: Int
  ) async throws -> SearchResult {
    try await behave()
    guard let info = collections[collection] else {
      throw PluginError("there is no collection '\(collection)'")
    }
    let found = records.filter { $0.reference.collection == collection }.prefix(max(0, limit))
    return SearchResult(
      collection: info, version: "v1", reading: QueryReading(terms: [text]),
      hits: found.map { record in
        var record = record
        record.text += " Asked for: \(text)"
        return SearchHit(record: record, score: 1)
      }, total: found.count, coverage: 1)
  }

  public func record(_ reference: RecordReference) async throws -> Record? {
    try await behave()
    return records.first { $0.reference == reference }
  }

  public func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream: String?
  ) async throws -> ModelReply {
    try await behave()
    return ModelReply(
      text: modelReply, json: format == .json ? modelJSON : nil, model: "conformance",
      usage: Usage(inputTokens: 10, outputTokens: 5))
  }

  public func recall(_ text: String, limit: Int) async throws -> [Memory] {
    try await behave()
    return Array(memories.prefix(max(0, limit)))
  }

  public func count(_ text: String) -> Int { text.utf8.count / 4 }

  private func behave() async throws {
    switch behaviour {
    case .answers: break
    case .refuses: throw PluginError("this host has nothing")
    case .waits: try await Task.sleep(for: .seconds(3600))
    }
  }
}
