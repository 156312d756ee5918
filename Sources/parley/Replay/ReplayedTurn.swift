import ParleyDomain
import ParleyPlugin

/// What replaying one turn showed.
struct ReplayedTurn: Sendable {
  let recorded: RecordedTurn
  /// The prompt as it would be now, in the shape of an explanation; `nil` when there would be none.
  var now: JSONValue?
  /// Why there would be none.
  var problem: String?
  /// `nil` when there is nothing to compare with.
  var comparison: PromptComparison?
  /// What the model answers now, with `--live`: the reply object.
  var reply: JSONValue?
  /// Why the model did not answer now.
  var replyProblem: String?

  /// Whether the prompt would be another one. Without a recorded prompt nothing is known to change.
  var isChanged: Bool {
    guard recorded.trace != nil else { return false }
    return comparison?.isChanged ?? (problem != nil)
  }

  /// `{message_id, question, recorded, changed, reordered, upstream{}, tokens{}, budget{}, parts{},
  /// dropped{}, verdict{}?, problem?, reply{}?}`; what has two sides is `{then, now}`.
  var json: JSONValue {
    var json: [String: JSONValue] = [
      "message_id": .string(recorded.reply.id.rawValue),
      "question": .string(recorded.question.content), "recorded": .boolean(recorded.trace != nil),
      "changed": .boolean(isChanged),
      "reordered": .boolean(comparison?.isReordered ?? false),
      "upstream": sides {
        PromptComparison.firstUpstream($0).map(JSONValue.string)
      },
      "tokens": sides { $0["budget"]?["prompt"] }, "budget": sides { $0["budget"] },
      "dropped": sides { $0["dropped"] }, "parts": partChanges,
    ]
    if recorded.trace?["verdict"] != nil || now?["verdict"] != nil {
      json["verdict"] = sides { $0["verdict"] }
    }
    json["problem"] = problem.map(JSONValue.string)
    if reply != nil || replyProblem != nil {
      var answers: [String: JSONValue] = ["then": recordedReply, "now": reply ?? .null]
      answers["problem"] = replyProblem.map(JSONValue.string)
      json["reply"] = .object(answers)
    }
    return .object(json)
  }

  /// The reply of then, with the members that a reply object has, too.
  var recordedReply: JSONValue {
    [
      "reply": .string(recorded.reply.content),
      "model": recorded.reply.model.map(JSONValue.string) ?? .null,
      "citations": .array(recorded.reply.citations.map(\.json)),
      "usage": recorded.trace?["usage"] ?? recorded.reply.usage?.json ?? .null,
    ]
  }

  private func sides(_ value: (JSONValue) -> JSONValue?) -> JSONValue {
    ["then": recorded.trace.flatMap(value) ?? .null, "now": now.flatMap(value) ?? .null]
  }

  private var partChanges: JSONValue {
    func list(_ kind: PromptComparison.Change.Kind) -> JSONValue {
      .array((comparison?.changes ?? []).filter { $0.kind == kind }.map(\.json))
    }
    return [
      "added": list(.added), "removed": list(.removed), "changed": list(.changed),
      "renumbered": list(.renumbered),
    ]
  }
}

extension PromptComparison.Change {
  /// `{plugin, kind, record?, title?, tokens{then, now}, difference?}`
  fileprivate var json: JSONValue {
    var json: [String: JSONValue] = [
      "plugin": .string(plugin), "kind": .string(part),
      "tokens": [
        "then": tokensThen.map(JSONValue.integer) ?? .null,
        "now": tokensNow.map(JSONValue.integer) ?? .null,
      ],
    ]
    json["record"] = record.map(JSONValue.string)
    json["title"] = title.map(JSONValue.string)
    if !difference.isEmpty { json["difference"] = .array(difference.map(JSONValue.string)) }
    return .object(json)
  }
}
