package import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// Reads chat completions, streamed or whole: JSON in, what the model says out, no I/O.
///
/// Every field is optional: `choices` and `delta` may be missing, null or empty, the usage may come
/// with any chunk and the last one counts, names of models may change. What is required is an end:
/// a finish reason, or `[DONE]`.
package struct ChatCompletionParser: ReplyParser {
  /// Whether `[DONE]` has come: nothing after it counts.
  package private(set) var isDone = false
  /// Bytes of text so far, thinking included.
  package private(set) var textBytes = 0
  private var finishReason: FinishReason?
  /// The name that the upstream gave last.
  package private(set) var model: String
  private var usage: Usage?

  /// `model` is what the completion says when the upstream does not name one.
  package init(model: String) {
    self.model = model
  }

  /// The end of the reply; `nil` while none has come.
  package var completion: ModelCompletion? {
    guard isDone || finishReason != nil else { return nil }
    return ModelCompletion(finishReason: finishReason ?? .stop, model: model, usage: usage)
  }

  /// Takes one event of a stream.
  ///
  /// Throws ``UpstreamProblem`` when the upstream reports a failure, ``MalformedReply`` when the data is
  /// not JSON. Events of names that the protocol does not have are passed over.
  package mutating func consume(_ event: ServerSentEvent) throws -> [ModelEvent] {
    if isDone { return [] }
    guard let chunk = ChatChunk(event.bytes, model: model) else { return try parse(event) }
    return told(reasoning: chunk.reasoning, text: chunk.text)
  }

  /// Takes one event as ``consume(_:)`` does, whatever its shape.
  mutating func parse(_ event: ServerSentEvent) throws -> [ModelEvent] {
    let data = event.data.drop(while: \.isWhitespace)
    if isDone || data.isEmpty { return [] }
    if data.hasPrefix("[DONE]") {
      isDone = true
      return []
    }
    let document: JSONValue
    do throws(JSONError) {
      document = try UpstreamJSON.parse(data.utf8)
    } catch {
      switch event.event {
      case nil, "message": throw MalformedReply(reason: "a chunk is not JSON: \(error)")
      case "error": throw UpstreamProblem(message: String(data))
      default: return []
      }
    }
    if let problem = UpstreamProblem(document) { throw problem }
    return read(document)
  }

  /// Takes a whole reply.
  package mutating func consume(whole body: [UInt8]) throws -> [ModelEvent] {
    let document: JSONValue
    do throws(JSONError) {
      document = try UpstreamJSON.parse(body)
    } catch {
      throw MalformedReply(reason: "the reply is not JSON: \(error)")
    }
    if let problem = UpstreamProblem(document) { throw problem }
    guard document["choices"]?.array?.isEmpty == false else {
      throw MalformedReply(reason: "the reply has no choices")
    }
    isDone = true
    return read(document)
  }

  private mutating func read(_ document: JSONValue) -> [ModelEvent] {
    if let name = document["model"]?.string, !name.isEmpty { model = name }
    if let told = Usage(upstream: document["usage"]) { usage = told }
    var events: [ModelEvent] = []
    for choice in document["choices"]?.array ?? [] where (choice["index"]?.integer ?? 0) == 0 {
      if let reason = choice["finish_reason"]?.string {
        finishReason = FinishReason(upstream: reason)
      }
      let said = choice["delta"]?.object ?? choice["message"]?.object ?? [:]
      // Some servers send both names during a change-over.
      let reasoning = (said["reasoning_content"] ?? said["reasoning"])?.string ?? ""
      // Base models write `text` beside the choice's index.
      events += told(reasoning: reasoning, text: Self.text(said["content"] ?? choice["text"]))
    }
    return events
  }

  /// Counts what is said, and leaves out what says nothing.
  private mutating func told(reasoning: String, text: String) -> [ModelEvent] {
    textBytes += reasoning.utf8.count + text.utf8.count
    if reasoning.isEmpty { return text.isEmpty ? [] : [.text(text)] }
    return text.isEmpty ? [.reasoning(reasoning)] : [.reasoning(reasoning), .text(text)]
  }

  /// Content is a text or a list of parts.
  private static func text(_ content: JSONValue?) -> String {
    content?.string ?? content?.array?.compactMap { $0["text"]?.string }.joined() ?? ""
  }
}

extension FinishReason {
  /// Reads the upstream's word; an unknown one is an end like any other.
  init(upstream word: String) {
    switch word {
    case "length", "max_tokens", "model_length", "model_context_window_exceeded": self = .length
    case "content_filter", "refusal": self = .contentFilter
    case "error": self = .error
    default: self = .stop
    }
  }
}

extension Usage {
  /// Reads a `usage` object; `nil` when it is missing or null.
  init?(upstream value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    self.init(
      inputTokens: max(0, value["prompt_tokens"]?.integer ?? 0),
      outputTokens: max(0, value["completion_tokens"]?.integer ?? 0),
      cachedTokens: max(0, value["prompt_tokens_details"]?["cached_tokens"]?.integer ?? 0))
  }
}
