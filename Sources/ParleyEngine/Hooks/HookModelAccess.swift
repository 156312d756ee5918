import ParleyDomain
import ParleyPlugin
import Synchronization

/// Model calls for one hook.
struct HookModelAccess: ModelAccess {
  /// A reply that a hook asks for may be as long as this where the persona's own are kept shorter: a
  /// JSON object that is cut is worth nothing.
  static let leastReplyTokens = 1600

  /// The turn's own upstream: the first of its persona; `nil` when that has none.
  let own: Upstream?
  /// All that the configuration knows: a plugin may name another than the persona's.
  let upstreams: [Upstream]
  let guards: UpstreamGuards
  /// Tokens the reply may have.
  let replyTokens: Int
  let documents: any DocumentReader

  func complete(
    _ messages: [ModelMessage], as format: ReplyFormat, upstream name: String?
  ) async throws -> ModelReply {
    guard let upstream = upstream(name) else {
      throw PluginError("there is no upstream '\(name ?? "")'")
    }
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
      parsed = try object(in: reply, of: upstream)
    }
    let estimate = Usage(
      inputTokens: messages.reduce(0) { $0 + upstream.tokens.count($1.content) },
      outputTokens: upstream.tokens.count(reply), estimated: true)
    return ModelReply(
      text: reply, json: parsed, model: completion.model, usage: completion.usage ?? estimate)
  }

  func isGenerative(upstream name: String?) -> Bool {
    upstream(name).map { !$0.isExtractive } ?? false
  }

  private func upstream(_ name: String?) -> Upstream? {
    guard let name else { return own }
    return upstreams.first { $0.name == name }
  }

  /// The object that a model wrote. Models without a mode for JSON like to put it into a code block:
  /// that counts as well, words around it do not. Throws ``ReplyFormatError``.
  private func object(in reply: String, of upstream: Upstream) throws -> JSONValue {
    do {
      let value = try documents.json(HookModelAccess.unfenced(reply))
      if value.object != nil { return value }
    } catch {
      throw ReplyFormatError(
        "upstream '\(upstream.name)' was asked for a JSON object and wrote none: \(error)")
    }
    throw ReplyFormatError("upstream '\(upstream.name)' was asked for a JSON object and wrote none")
  }

  /// What stands in the one code block that a text is; the text itself when it is none.
  private static func unfenced(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
      .drop { $0.allSatisfy(\.isWhitespace) }
    guard let first = lines.first, lines.count >= 3, first == "```" || first == "```json",
      let end = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }), lines[end] == "```"
    else { return text }
    return lines[lines.index(after: lines.startIndex)..<end].joined(separator: "\n")
  }
}
