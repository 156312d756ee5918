import ParleyDomain
import ParleyEngine
import ParleyPlugin

/// A reply in the shapes of OpenAI's chat completions.
struct CompletionJSON: Sendable {
  let generation: GenerationID
  let created: Timestamp
  let model: String
  /// Where records are shown that have no address of their own.
  let publicURL: String

  /// The whole reply.
  func completion(_ reply: TurnReply) -> JSONValue {
    var message: [String: JSONValue] = [
      "role": "assistant", "content": .string(reply.message.content),
    ]
    let annotations = annotations(of: reply.message)
    if !annotations.isEmpty { message["annotations"] = .array(annotations) }
    var json = frame("chat.completion")
    json["choices"] = [
      [
        "index": 0, "message": .object(message),
        "finish_reason": .string(finishReason(of: reply.message)), "logprobs": nil,
      ]
    ]
    json["usage"] = usage(of: reply.message)
    add(sourcesOf: reply.message, to: &json)
    return .object(json)
  }

  /// A piece of a streamed reply.
  func chunk(_ delta: JSONValue, finishReason: JSONValue = nil) -> [String: JSONValue] {
    var json = frame("chat.completion.chunk")
    json["choices"] = [["index": 0, "delta": delta, "finish_reason": finishReason]]
    return json
  }

  /// The last piece: why it ended, and what it rests on.
  func lastChunk(_ reply: TurnReply) -> JSONValue {
    var json = chunk([:], finishReason: .string(finishReason(of: reply.message)))
    add(sourcesOf: reply.message, to: &json)
    return .object(json)
  }

  /// What the turn cost, after the last piece.
  func usageChunk(_ reply: TurnReply) -> JSONValue {
    var json = frame("chat.completion.chunk")
    json["choices"] = []
    json["usage"] = usage(of: reply.message)
    return .object(json)
  }

  /// `url_citation`s with places in Unicode scalars, one for each marker.
  func annotations(of message: StoredMessage) -> [JSONValue] {
    message.citations.flatMap { citation in
      citation.ranges.map { range in
        [
          "type": "url_citation",
          "url_citation": [
            "start_index": .integer(range.lowerBound), "end_index": .integer(range.upperBound),
            "title": .string(citation.source.title), "url": .string(address(of: citation.source)),
          ],
        ]
      }
    }
  }

  private func frame(_ object: String) -> [String: JSONValue] {
    [
      "id": .string("chatcmpl-\(generation)"), "object": .string(object),
      "created": .integer(Int(created.milliseconds / 1000)), "model": .string(model),
    ]
  }

  private func add(sourcesOf message: StoredMessage, to json: inout [String: JSONValue]) {
    if !message.citations.isEmpty {
      json["citations"] = .array(message.citations.map { .string(address(of: $0.source)) })
      json["search_results"] = .array(
        message.citations.map { citation in
          [
            "title": .string(citation.source.title),
            "url": .string(address(of: citation.source)),
          ]
        })
    }
    let notices = message.notices.filter(\.isForCustomers)
    if !notices.isEmpty { json["notices"] = .array(notices.map(\.json)) }
  }

  private func usage(of message: StoredMessage) -> JSONValue {
    let usage = message.usage ?? Usage()
    return [
      "prompt_tokens": .integer(usage.inputTokens),
      "completion_tokens": .integer(usage.outputTokens),
      "total_tokens": .integer(
        usage.inputTokens.addingReportingOverflow(usage.outputTokens).partialValue),
      "prompt_tokens_details": ["cached_tokens": .integer(usage.cachedTokens)],
    ]
  }

  private func finishReason(of message: StoredMessage) -> String {
    switch message.finishReason {
    case .length: "length"
    case .contentFilter: "content_filter"
    default: "stop"
    }
  }

  private func address(of source: Source) -> String {
    if let url = source.url { return url }
    let path = [source.reference.collection, source.reference.id].map(PercentEncoding.segment)
    return "\(publicURL)/sources/\(path.joined(separator: "/"))"
  }
}

/// Text in addresses (RFC 3986).
enum PercentEncoding {
  static func segment(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
