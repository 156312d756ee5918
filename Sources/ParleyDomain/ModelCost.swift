package import ParleyPlugin

/// Money for model calls, in billionths of the currency's unit: one token costs fractions of
/// ten-thousandths.
package struct Nanos: Sendable, Hashable, Comparable {
  package var count: Int64

  package static let zero = Nanos(count: 0)

  package init(count: Int64) {
    self.count = count
  }

  /// Rounded to the nearest; stays at the ends of what can be counted.
  package init(units: Double) {
    let scaled = (units * 1_000_000_000).rounded()
    count = Int64(exactly: scaled) ?? (scaled > 0 ? .max : 0)
  }

  /// In whole units, for people and programs that read.
  package var units: Double { Double(count) / 1_000_000_000 }

  package static func < (left: Nanos, right: Nanos) -> Bool { left.count < right.count }

  /// Stays at the ends of what can be counted.
  package static func + (left: Nanos, right: Nanos) -> Nanos {
    let (sum, overflow) = left.count.addingReportingOverflow(right.count)
    return Nanos(count: overflow ? (left.count < 0 ? .min : .max) : sum)
  }

  package static func - (left: Nanos, right: Nanos) -> Nanos {
    let (difference, overflow) = left.count.subtractingReportingOverflow(right.count)
    return Nanos(count: overflow ? (left.count < 0 ? .min : .max) : difference)
  }

  package static func * (nanos: Nanos, factor: Int) -> Nanos {
    let (product, overflow) = nanos.count.multipliedReportingOverflow(by: Int64(factor))
    return Nanos(count: overflow ? .max : product)
  }
}

/// What an upstream charges for a token.
package struct TokenPrice: Sendable, Hashable {
  package var input: Nanos
  package var output: Nanos
  /// Three letters of ISO 4217.
  package var currency: String

  /// From prices for a million tokens.
  package init(inputPerMillion: Double, outputPerMillion: Double, currency: String) {
    input = Nanos(units: inputPerMillion / 1_000_000)
    output = Nanos(units: outputPerMillion / 1_000_000)
    self.currency = currency
  }

  package func cost(of usage: Usage) -> ModelCost {
    ModelCost(
      amount: input * max(0, usage.inputTokens) + output * max(0, usage.outputTokens),
      currency: currency, isEstimated: usage.estimated)
  }
}

/// What a call cost.
package struct ModelCost: Sendable, Hashable {
  package var amount: Nanos
  package var currency: String
  /// Whether the tokens were counted here because the upstream did not tell.
  package var isEstimated: Bool

  package init(amount: Nanos, currency: String, isEstimated: Bool) {
    self.amount = amount
    self.currency = currency
    self.isEstimated = isEstimated
  }

  /// `{amount, currency, estimated}`
  package var json: JSONValue {
    [
      "amount": .number(amount.units), "currency": .string(currency),
      "estimated": .boolean(isEstimated),
    ]
  }
}
