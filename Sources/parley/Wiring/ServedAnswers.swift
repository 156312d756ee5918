import ParleyDomain
import ParleyPlugin

/// Answers through the server that runs already.
struct ServedAnswers: Answering {
  let server: ServerClient
  let persona: String

  func answer(
    _ message: String, in chat: ChatID?, stream: Bool,
    onText: @escaping @Sendable (String) -> Void
  ) async throws -> JSONValue {
    var body: [String: JSONValue] = ["message": .string(message), "persona": .string(persona)]
    if let chat {
      let session = try await server.json(
        "POST", "/api/sessions", ["chat_id": .string(chat.rawValue)])
      body["session_id"] = session["session_id"]
      body["persona"] = nil
    }
    guard stream else { return try await server.json("POST", "/api/chat", .object(body)) }
    body["stream"] = true
    var reply: JSONValue?
    try await server.stream("/api/chat", .object(body)) { name, data in
      switch name {
      case "delta": onText(data["text"]?.string ?? "")
      case "done": reply = data
      case "error":
        throw CommandFailure(.unavailable, data["detail"]?.string ?? "no reply could be made")
      default: break
      }
    }
    guard let reply else {
      throw CommandFailure(.unavailable, "the server ended the stream before the reply was whole")
    }
    return reply
  }
}
