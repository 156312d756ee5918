import ParleyDomain
import ParleyPlugin
import Synchronization

/// Model calls for one hook.
struct HookModelAccess: ModelAccess {
  let upstreams: [Upstream]
  let guards: UpstreamGuards
  /// Tokens the reply may have.
  let replyTokens: Int
  let documents: any DocumentReader

  func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream name: String?
  ) async throws -> ModelReply {
    guard
      let upstream = name.map({ name in upstreams.first { $0.name == name } }) ?? upstreams.first
    else { throw PluginError("there is no upstream '\(name ?? "")'") }
    let text = Mutex("")
    let request = ModelRequest(messages: messages, replyTokens: replyTokens, stream: false)
    let completion = try await UpstreamCall(
      upstream: upstream, guards: guards, request: request
    ).run(
      mayRepeat: { true }, record: { _ in },
      call: { attempt in
        text.withLock { $0 = "" }
        return try await upstream.client.generate(request) { event in
          guard case .text(let piece) = event else { return }
          attempt.heardText(piece)
          text.withLock { $0 += piece }
        }
      })
    let reply = text.withLock { $0 }
    var parsed: JSONValue?
    if format == .json {
      parsed = try documents.json(reply)
      guard parsed?.object != nil else {
        throw PluginError("upstream '\(upstream.name)' was asked for a JSON object and wrote none")
      }
    }
    let estimate = Usage(
      inputTokens: messages.reduce(0) { $0 + upstream.tokens.count($1.content) },
      outputTokens: upstream.tokens.count(reply), estimated: true)
    return ModelReply(
      text: reply, json: parsed, model: completion.model, usage: completion.usage ?? estimate)
  }
}
