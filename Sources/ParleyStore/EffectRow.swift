import ParleyDomain
import ParleyPlugin

/// An effect as a row of `effects`, for those who use it later: its kind and the rest as JSON.
struct EffectRow {
  let kind: String
  let value: JSONValue

  /// `nil` for what has tables of its own: log lines and deliveries until they are out, what is
  /// remembered, and findings.
  init?(_ effect: Effect) {
    switch effect {
    case .annotation(let annotation):
      kind = "annotation"
      value = [
        "notice": MessageJSON.value(annotation.notice),
        "range": annotation.range.map(MessageJSON.value) ?? .null,
      ]
    case .summary, .memory, .observation, .reflection, .finding, .logLine, .deliver:
      return nil
    }
  }
}
