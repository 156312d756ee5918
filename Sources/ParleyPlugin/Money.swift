/// An amount in a currency, exact to four decimals.
public struct Money: Sendable, Hashable, CustomStringConvertible {
  /// Ten-thousandths of the currency's unit: `$14.99` is 149,900.
  public let tenThousandths: Int64
  /// An ISO 4217 code, upper case, for example `USD`.
  public let currency: String

  public init(tenThousandths: Int64, currency: String) {
    self.tenThousandths = tenThousandths
    self.currency = currency
  }

  /// Reads a plain decimal such as `14.99` or `-3`: digits, at most one point, at most four decimals.
  ///
  /// Returns `nil` for anything else (thousands separators, commas, exponents, symbols) and for
  /// amounts beyond 900 trillion.
  public init?(decimal text: some StringProtocol, currency: String) {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    guard let first = digits.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return nil
    }
    var amount: Int64 = 0
    var decimals: Int?
    for byte in digits {
      if byte == UInt8(ascii: "."), decimals == nil {
        decimals = 0
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      guard amount <= Money.limit / 10 else { return nil }
      if let seen = decimals {
        guard seen < 4 else { return nil }
        decimals = seen + 1
      }
      amount = amount * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    if let seen = decimals, seen == 0 { return nil }
    for _ in (decimals ?? 0)..<4 {
      guard amount <= Money.limit / 10 else { return nil }
      amount *= 10
    }
    guard amount <= Money.limit else { return nil }
    self.init(tenThousandths: isNegative ? -amount : amount, currency: currency)
  }

  /// The largest amount that is read, 900 trillion; ten times a tenth of it and nine more still fit.
  private static let limit: Int64 = 9_000_000_000_000_000_000

  /// The amount as a plain decimal: as many decimals as the currency has, more only where needed.
  public var decimal: String {
    let magnitude = tenThousandths.magnitude
    let whole = magnitude / 10_000
    var fraction = String(magnitude % 10_000 + 10_000).dropFirst()
    while fraction.count > Money.decimals(of: currency), fraction.last == "0" {
      fraction = fraction.dropLast()
    }
    let sign = tenThousandths < 0 ? "-" : ""
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }

  /// For example `14.99 USD`.
  public var description: String { "\(decimal) \(currency)" }

  /// How many decimals a currency is written with (ISO 4217); two unless known otherwise.
  static func decimals(of currency: String) -> Int {
    switch currency {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
      "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }
}
