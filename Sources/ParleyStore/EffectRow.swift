import ParleyDomain
import ParleyPlugin

/// An effect as a row of `effects`, for those who use it later: its kind and the rest as JSON.
struct EffectRow {
  let kind: String
  let value: JSONValue

  /// `nil` for a log line and a delivery, which have tables of their own until they are out.
  init?(_ effect: Effect) {
    switch effect {
    case .annotation(let annotation):
      kind = "annotation"
      value = [
        "notice": MessageJSON.value(annotation.notice),
        "range": annotation.range.map(MessageJSON.value) ?? .null,
      ]
    case .summary(let text, let covers):
      kind = "summary"
      value = ["text": .string(text), "covers": EffectRow.value(covers)]
    case .memory(let memory, let evidence):
      kind = "memory"
      value = [
        "text": .string(memory.text),
        "importance": .number(memory.importance),
        "confidence": .number(memory.confidence),
        "expires_at": memory.expiresAt.map { .integer(Int($0.milliseconds)) } ?? .null,
        "evidence": EffectRow.value(evidence),
      ]
    case .finding(let findingKind, let finding):
      kind = "finding"
      value = ["kind": .string(findingKind), "value": finding]
    case .logLine, .deliver:
      return nil
    }
  }

  private static func value(_ messages: [MessageID]) -> JSONValue {
    .array(messages.map { .string($0.rawValue) })
  }
}
