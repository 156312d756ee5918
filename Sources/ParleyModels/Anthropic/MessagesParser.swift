package import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// Reads replies of Anthropic's Messages protocol, streamed or whole: JSON in, what the model says
/// out, no I/O.
///
/// A stream is `message_start`, for each block `content_block_start`, `content_block_delta` and
/// `content_block_stop`, then `message_delta` with the reason of the end, and `message_stop`; `ping`
/// and events of new names may come anywhere. Text counts, thinking is told apart, and blocks of
/// other kinds are passed over. (platform.claude.com/docs/en/build-with-claude/streaming)
package struct MessagesParser: ReplyParser {
  package private(set) var isDone = false
  package private(set) var textBytes = 0
  package private(set) var model: String
  private var finishReason: FinishReason?
  private var usage: MessagesUsage?

  /// `model` is what the completion says when the upstream does not name one.
  package init(model: String) {
    self.model = model
  }

  package var completion: ModelCompletion? {
    guard isDone || finishReason != nil else { return nil }
    return ModelCompletion(
      finishReason: finishReason ?? .stop, model: model, usage: usage?.total)
  }

  package mutating func consume(_ event: ServerSentEvent) throws -> [ModelEvent] {
    if isDone { return [] }
    guard let delta = BlockDelta(event.bytes) else { return try parse(event) }
    textBytes += delta.text.utf8.count + delta.thinking.utf8.count
    if !delta.text.isEmpty { return [.text(delta.text)] }
    return delta.thinking.isEmpty ? [] : [.reasoning(delta.thinking)]
  }

  /// Takes one event as ``consume(_:)`` does, whatever its shape.
  mutating func parse(_ event: ServerSentEvent) throws -> [ModelEvent] {
    if isDone { return [] }
    let document: JSONValue
    do throws(JSONError) {
      document = try UpstreamJSON.parse(event.data.utf8)
    } catch {
      if event.event == "error" { throw UpstreamProblem(message: event.data) }
      throw MalformedReply(reason: "an event is not JSON: \(error)")
    }
    if let problem = UpstreamProblem(document) { throw problem }
    switch document["type"]?.string ?? event.event {
    case "message_start":
      if let name = document["message"]?["model"]?.string, !name.isEmpty { model = name }
      count(document["message"]?["usage"])
      return []
    case "content_block_start":
      return read(document["content_block"])
    case "content_block_delta":
      return read(document["delta"])
    case "message_delta":
      end(document["delta"]?["stop_reason"])
      count(document["usage"])
      return []
    case "message_stop":
      isDone = true
      return []
    default:
      return []
    }
  }

  package mutating func consume(whole body: [UInt8]) throws -> [ModelEvent] {
    let document: JSONValue
    do throws(JSONError) {
      document = try UpstreamJSON.parse(body)
    } catch {
      throw MalformedReply(reason: "the reply is not JSON: \(error)")
    }
    if let problem = UpstreamProblem(document) { throw problem }
    guard let blocks = document["content"]?.array else {
      throw MalformedReply(reason: "the reply has no content")
    }
    isDone = true
    if let name = document["model"]?.string, !name.isEmpty { model = name }
    end(document["stop_reason"])
    count(document["usage"])
    return blocks.flatMap { read($0) }
  }

  /// Reads a block, or a piece of one: each kind of text stands under the name of its kind.
  private mutating func read(_ block: JSONValue?) -> [ModelEvent] {
    let (event, text): (ModelEvent, String)
    switch block?["type"]?.string {
    case "text", "text_delta":
      text = block?["text"]?.string ?? ""
      event = .text(text)
    case "thinking", "thinking_delta":
      text = block?["thinking"]?.string ?? ""
      event = .reasoning(text)
    default:
      return []
    }
    textBytes += text.utf8.count
    return text.isEmpty ? [] : [event]
  }

  private mutating func end(_ reason: JSONValue?) {
    if let reason = reason?.string { finishReason = FinishReason(upstream: reason) }
  }

  private mutating func count(_ value: JSONValue?) {
    guard let value, case .object = value else { return }
    usage = (usage ?? MessagesUsage()).updated(by: value)
  }
}

/// The counts of a reply. Later ones are sums, and what they leave out stays as it was.
private struct MessagesUsage {
  var input = 0
  var written = 0
  var cached = 0
  var output = 0

  /// What was read from or written to the provider's cache is not part of its `input_tokens`.
  var total: Usage {
    Usage(inputTokens: input + written + cached, outputTokens: output, cachedTokens: cached)
  }

  func updated(by value: JSONValue) -> MessagesUsage {
    func told(_ name: String, otherwise count: Int) -> Int {
      // No call has more, and sums of such counts cannot overflow.
      value[name]?.integer.map { min(max(0, $0), 1 << 40) } ?? count
    }
    return MessagesUsage(
      input: told("input_tokens", otherwise: input),
      written: told("cache_creation_input_tokens", otherwise: written),
      cached: told("cache_read_input_tokens", otherwise: cached),
      output: told("output_tokens", otherwise: output))
  }
}
