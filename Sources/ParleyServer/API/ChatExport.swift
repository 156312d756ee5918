import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin

/// `GET /api/chats/{id}/export`: a chat to keep elsewhere.
struct ChatExport: Sendable {
  let call: Call

  func file() async throws -> Response {
    let chat = try await ChatsRoutes(call: call).chat()
    let format = call.request.queryValue("format") ?? "json"
    let withTraces = try wantsTraces(format)
    if withTraces { try call.requireOperator(unless: call.services.settings.exposesTraces) }
    let messages = try await call.services.chats.messages(of: chat.id, owner: call.owner)
    switch format {
    case "json":
      let archived = ArchivedChat(
        chat: chat, messages: messages,
        feedback: try await call.services.feedback?.feedback(in: chat.id, owner: call.owner) ?? [])
      var json = archived.json(forOperator: call.visitor.isOperator)
      if withTraces {
        let traces = try await traces(of: messages)
        json = RecordedChat(chat: chat, messages: messages, traces: traces).json
      }
      return Response(
        200,
        headers: [("Content-Type", "application/json"), disposition(chat, "json")],
        content: .whole(JSONWriter.bytes(json, pretty: true)))
    case "markdown":
      let engine = call.services.generations.engine
      let label = engine.personas.first { $0.name == chat.persona }?.label ?? chat.persona
      return .text(
        ArchivedChat(chat: chat, messages: messages).markdown(persona: label),
        type: "text/markdown", headers: [disposition(chat, "md")])
    default: throw Problem.query("format", "expected json or markdown")
    }
  }

  /// Whether what happened behind the replies is wanted too, for `parley replay`.
  private func wantsTraces(_ format: String) throws -> Bool {
    switch call.request.queryValue("traces") {
    case nil, "false": return false
    case "true" where format == "json": return true
    case "true": throw Problem.query("traces", "only with format=json")
    default: throw Problem.query("traces", "expected true or false")
    }
  }

  private func traces(of messages: [StoredMessage]) async throws -> [MessageID: JSONValue] {
    var traces: [MessageID: JSONValue] = [:]
    for message in messages where message.role == .assistant {
      traces[message.id] = try await call.services.traces.trace(of: message.id, owner: call.owner)
    }
    return traces
  }

  private func disposition(_ chat: Chat, _ ending: String) -> (String, String) {
    let day = chat.createdAt.day
    return ("Content-Disposition", "attachment; filename=\"chat-\(day).\(ending)\"")
  }
}
