import ParleyDomain
package import ParleyPlugin

/// What an upstream says has gone wrong, as far as it can be understood.
///
/// Real bodies are `{"error": {…}}`, `{"error": "…"}`, `{"detail": …}`, `{"message": …}`, an event
/// stream with one of these, plain text, an HTML page, or nothing.
package struct UpstreamProblem: Error, Sendable, Hashable {
  package var message: String
  /// The upstream's own name for the problem; a number is written as text.
  package var code: String?
  package var type: String?
  /// What llama.cpp tells about its context in members of their own.
  var context: ModelError.ContextReport?

  package init(message: String, code: String? = nil, type: String? = nil) {
    self.message = message
    self.code = code
    self.type = type
  }

  /// Reads the body of a response that is not a success.
  package init(body: [UInt8]) {
    let text = String(decoding: body, as: UTF8.self)
    if let value = Self.json(in: text), let problem = UpstreamProblem(value) {
      self = problem
    } else if text.drop(while: \.isWhitespace).first == "<" {
      self.init(message: "an HTML page instead of JSON")
    } else {
      self.init(message: text)
    }
  }

  /// The problem that a JSON document tells of; `nil` when it tells of none.
  package init?(_ document: JSONValue) {
    if let error = document["error"], error != .null, error != .boolean(false) {
      self.init(
        message: Self.words(error["message"]) ?? Self.words(error) ?? "",
        code: Self.words(error["code"]) ?? Self.words(document["code"]),
        type: error["type"]?.string)
      context = error["n_ctx"]?.integer.map {
        ModelError.ContextReport(contextTokens: $0, promptTokens: error["n_prompt_tokens"]?.integer)
      }
    } else if document["choices"] == nil,
      let message = Self.words(document["message"]) ?? Self.words(document["detail"])
    {
      self.init(
        message: message, code: Self.words(document["code"]), type: document["type"]?.string)
    } else {
      return nil
    }
  }

  /// Whether one of these words stands in the message, the code or the type.
  package func mentions(_ words: [String]) -> Bool {
    words.contains { word in
      [message, code, type].contains { $0?.contains(word) == true }
    }
  }

  /// A JSON document, or the first one in an event stream.
  private static func json(in text: String) -> JSONValue? {
    // Whatever cannot be read is not JSON; its text is the message then.
    if let value = try? UpstreamJSON.parse(text.utf8) { return value }
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    guard (try? parser.consume(Array((text + "\n\n").utf8), into: &events)) != nil else {
      return nil
    }
    return events.lazy.compactMap { try? UpstreamJSON.parse($0.bytes) }.first
  }

  /// A text, a number, or the texts inside a list (FastAPI's `detail`).
  private static func words(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .array(let elements):
      elements.compactMap { words($0["msg"]) ?? words($0) }.joined(separator: "; ")
    default: nil
    }
  }
}
