import ParleyPlugin

/// How a language writes amounts and numbers: `$14.99`, `14,99 €`, `14.99 CHF`.
///
/// Thousands are not grouped, so that a figure in a reply can be compared with the record it came
/// from in any language.
struct AmountFormat: Sendable {
  /// Between the whole and the fraction.
  var point: Character
  /// Whether a currency's symbol stands before the amount, as in English.
  var symbolFirst: Bool

  /// The amount with all the decimals of its currency.
  func text(_ money: Money) -> String {
    dressed(money.decimal, currency: money.currency)
  }

  /// The amount without decimals when they are zero: how people name a limit.
  func shortText(_ money: Money) -> String {
    guard money.tenThousandths % 10_000 == 0 else { return text(money) }
    return dressed(String(money.tenThousandths / 10_000), currency: money.currency)
  }

  /// A number as it is: whole when it is whole, else with the digits it needs.
  func text(_ number: Double) -> String {
    if let whole = Int(exactly: number) { return String(whole) }
    return localised("\(number)")
  }

  private func dressed(_ decimal: String, currency: String) -> String {
    guard let symbol = AmountFormat.symbols[currency] else {
      return "\(localised(decimal)) \(currency)"
    }
    guard symbolFirst else { return "\(localised(decimal)) \(symbol)" }
    return decimal.hasPrefix("-")
      ? "-\(symbol)\(localised(String(decimal.dropFirst())))" : "\(symbol)\(localised(decimal))"
  }

  private func localised(_ decimal: String) -> String {
    String(decimal.map { $0 == "." ? point : $0 })
  }

  /// Only symbols that mean one currency to most readers; others are written with their code.
  private static let symbols = ["USD": "$", "EUR": "€", "GBP": "£"]
}
