import ParleyDomain
import ParleyEngine
import ParleyMarkdown
import ParleyPlugin

/// A reply as clients read it, from a turn that has just ended or from the store.
struct ReplyJSON: Sendable {
  let services: Services
  let visitor: Visitor
  let session: SessionID?
  /// Whether the text is wanted as HTML besides.
  let html: Bool

  func value(_ reply: TurnReply) -> JSONValue {
    guard
      case .object(var json) = reply.json(
        session: session?.rawValue, forOperator: visitor.isOperator)
    else { return .null }
    if !visitor.isOperator, case .object(var usage) = json["usage"] {
      usage["cost"] = nil
      json["usage"] = .object(usage)
    }
    if html { json["html"] = .string(rendered(reply.message)) }
    return .object(json)
  }

  func rendered(_ message: StoredMessage) -> String {
    MarkdownRenderer.html(message.content, citations: Set(message.citations.map(\.index)))
  }
}

extension Notice {
  var isForCustomers: Bool { audience == .everyone }
}
