import ParleyPlugin

extension CrossChecks {
  /// Checks what the shares of a persona's budget say of each other.
  mutating func checkBudget(_ persona: JSONValue, _ path: String) {
    var sum = 0
    for key in ["knowledge", "memory", "history"] {
      guard let value = persona["budget"]?[key] else { continue }
      if value.object != nil { checkShare(value, "\(path).\(key)") }
      if case .percent(let percent)? = share(value) ?? share(value["share"]) { sum += percent }
    }
    if sum > 100 {
      report(
        path, "knowledge, memory and history together are \(sum)% of the context; at most 100%")
    }
  }

  private mutating func checkShare(_ value: JSONValue, _ path: String) {
    let isShare = value["share"] != nil
    if isShare == (value["tokens"] != nil) {
      report(path, isShare ? "write 'share' or 'tokens', not both" : "missing: 'share' or 'tokens'")
      return
    }
    let own = isShare ? share(value["share"]) : share(value["tokens"])
    let (least, most) = (share(value["min"]), share(value["max"]))
    for (lower, lowerName, upper, upperName) in [
      (least, "min", own, isShare ? "share" : "tokens"),
      (own, isShare ? "share" : "tokens", most, "max"), (least, "min", most, "max"),
    ] {
      guard let lower, let upper, Self.isMore(lower, than: upper) else { continue }
      report(path, "'\(lowerName)' (\(lower)) is more than '\(upperName)' (\(upper))")
      return
    }
  }

  private func share(_ value: JSONValue?) -> TokenShare? {
    value?.integer.map(TokenShare.tokens) ?? value?.string.flatMap { TokenShare($0) }
  }

  /// Tokens and percent cannot be compared without a context.
  private static func isMore(_ one: TokenShare, than other: TokenShare) -> Bool {
    switch (one, other) {
    case (.tokens(let one), .tokens(let other)): one > other
    case (.percent(let one), .percent(let other)): one > other
    default: false
    }
  }
}
