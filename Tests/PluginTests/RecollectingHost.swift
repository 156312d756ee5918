import ParleyPlugin
import Synchronization

/// A host that keeps what a plugin wants remembered, with a model that a test scripts.
final class RecollectingHost: TurnHost, ModelAccess, MemoryAccess, TokenCounter {
  typealias Script = @Sendable ([ModelMessage]) throws -> JSONValue

  struct Kept {
    var summaries: [ChatSummary] = []
    var observations: [Observation] = []
    var memories: [Memory] = []
    var findings: [String: [JSONValue]] = [:]
    var reflected: [MessageID] = []
  }

  /// `nil`: there is no language model.
  private let script: Script?
  let isOfGuest: Bool
  let historyTokens: Int
  private let kept = Mutex(Kept())
  private let requests = Mutex<[[ModelMessage]]>([])
  private let lines = Mutex<[String]>([])

  init(
    memories: [Memory] = [], isOfGuest: Bool = false, historyTokens: Int = .max,
    script: Script? = nil
  ) {
    self.script = script
    self.isOfGuest = isOfGuest
    self.historyTokens = historyTokens
    kept.withLock { $0.memories = memories }
  }

  var contents: Kept { kept.withLock { $0 } }
  /// What the model was asked.
  var asked: [[ModelMessage]] { requests.withLock { $0 } }
  /// What operators were told.
  var told: [String] { lines.withLock { $0 } }

  /// Does what a job wants done.
  func apply(_ effects: [Effect]) {
    kept.withLock { kept in
      for effect in effects {
        switch effect {
        case .summary(let text, let covers):
          kept.summaries.append(
            ChatSummary(
              version: kept.summaries.count + 1, text: text, covers: covers, createdAt: now))
        case .observation(let observation): kept.observations.append(observation)
        case .reflection(let messages):
          kept.reflected += messages
          kept.observations.removeAll { messages.contains($0.message) }
        case .memory(let memory, _): kept.memories.append(memory)
        case .finding(let kind, let value): kept.findings[kind, default: []].append(value)
        case .annotation, .logLine, .deliver: break
        }
      }
    }
  }

  var knowledge: any KnowledgeAccess { HostFixture() }
  var model: any ModelAccess { self }
  var memory: any MemoryAccess { self }
  var tokens: any TokenCounter { self }
  var deadline: Deadline { .after(.seconds(10)) }
  var now: Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    lines.withLock { $0.append(message) }
  }

  func isGenerative(upstream: String?) -> Bool { script != nil }

  func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream: String?
  ) async throws -> ModelReply {
    requests.withLock { $0.append(messages) }
    guard let script else { throw PluginError("there is no language model") }
    let json = try script(messages)
    return ModelReply(text: "\(json)", json: json, model: "scripted", usage: Usage())
  }

  func recall(_ text: String, limit: Int) async throws -> [Memory] {
    Array(contents.memories.prefix(limit))
  }
  func summaries() async throws -> [ChatSummary] { contents.summaries }
  func observations() async throws -> [Observation] { contents.observations }

  /// A token for each word.
  func count(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }
}

/// What becomes of a model's reply on its way to a plugin, other than the object it asked for.
enum ModelFault: String, CaseIterable, Sendable {
  case timeout
  case refusal
  case extraWords
  case emptyObject
  case otherTypes

  /// What the host gives or throws.
  func reply() throws -> JSONValue {
    switch self {
    case .timeout: throw PluginError("upstream 'main' did not answer in time")
    case .refusal, .extraWords:
      throw ReplyFormatError("upstream 'main' was asked for a JSON object and wrote none")
    case .emptyObject: [:]
    case .otherTypes:
      [
        "summary": ["a", "list"], "answered": "yes", "grounded": 1, "missing": .null,
        "importance": "high", "memories": "none",
      ]
    }
  }
}

/// A chat of numbered turns: `q1`, `a1`, `q2` …
func messages(_ turns: Int, _ say: (Int) -> String = { "I said \($0)" }) -> [ChatMessage] {
  guard turns > 0 else { return [] }
  return (1...turns).flatMap { turn in
    [(Role.user, "q\(turn)", say(turn)), (.assistant, "a\(turn)", "Reply \(turn).")].map {
      ChatMessage(
        id: MessageID($1), role: $0, text: $2, createdAt: Timestamp(milliseconds: Int64(turn)))
    }
  }
}

/// The last turn of a chat of so many, as a job sees it.
func exchange(
  _ turns: Int, searches: [SearchNote] = [], injected: [InjectedPart] = [],
  citations: [Source] = [], notices: [Notice] = [], finish: FinishReason = .stop,
  upstream: String? = "main", _ say: (Int) -> String = { "I said \($0)" }
) -> Exchange {
  let all = messages(turns, say)
  let reply = ReplyRecord(
    id: MessageID("a\(turns)"), text: "Reply \(turns).", finishReason: finish, upstream: upstream,
    model: upstream.map { "\($0)-model" }, usage: Usage(), citations: citations, notices: notices,
    duration: .zero)
  return Exchange(
    turn: Turn(
      chat: ChatID("chat"), persona: persona, message: all[all.count - 2],
      history: Array(all.dropLast(2))),
    reply: reply, injected: injected, searches: searches)
}
