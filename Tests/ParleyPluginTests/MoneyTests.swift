import ParleyPlugin
import Testing

@Suite struct MoneyTests {
  @Test(
    arguments: [
      ("14.99", 149_900), ("0", 0), ("-0", 0), ("-3", -30_000), ("0.0001", 1), ("1.5", 15_000),
      ("007.50", 75_000), ("00000000000000000000000000.1", 1000), ("900000000000000", .limit),
      ("900000000000000.0000", .limit), ("-900000000000000.0", -.limit),
      ("899999999999999.9999", .limit - 1),
    ] as [(String, Int64)])
  func readsPlainDecimals(text: String, tenThousandths: Int64) {
    #expect(Money(decimal: text, currency: "USD")?.tenThousandths == tenThousandths)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "5.", "-.5", "+3", "--3", "1.2.3", "1,5", "1 000", " 1", "1 ", "1e3", "0x1",
    "$5",
    "5 USD", "1.00000", "1.12345", "NaN", "inf", "١", "１", "1\u{301}", "1\u{0}",
    "900000000000000.0001", "900000000000001", "922337203685477.5808", "9223372036854775807",
    "99999999999999999999999999999999999999",
  ])
  func refusesEverythingElse(text: String) {
    #expect(Money(decimal: text, currency: "USD") == nil)
  }

  @Test func readsPartsOfAText() {
    #expect(Money(decimal: "price: 3.50".dropFirst(7), currency: "EUR")?.decimal == "3.50")
  }

  @Test(
    arguments: [
      (149_900, "USD", "14.99"), (150_000, "USD", "15.00"), (-5000, "USD", "-0.50"),
      (-1, "USD", "-0.0001"), (0, "USD", "0.00"), (149_950, "USD", "14.995"),
      (15_000_000, "JPY", "1500"),
      (15_005_000, "JPY", "1500.5"), (12_345, "KWD", "1.2345"), (10_000, "KWD", "1.000"),
      (10_000, "XYZ", "1.00"), (.max, "USD", "922337203685477.5807"),
      (.min, "USD", "-922337203685477.5808"),
    ] as [(Int64, String, String)])
  func writesAsManyDecimalsAsTheCurrencyHas(amount: Int64, currency: String, decimal: String) {
    let money = Money(tenThousandths: amount, currency: currency)
    #expect(money.decimal == decimal)
    #expect(money.description == "\(decimal) \(currency)")
  }

  @Test(arguments: ["USD", "JPY", "KWD"]) func whatIsWrittenReadsBack(currency: String) {
    let step: Int64 = 7_919_191_919_191_919
    for amount in stride(from: -Int64.limit, through: .limit, by: Int64.Stride(step)) {
      let money = Money(tenThousandths: amount, currency: currency)
      #expect(Money(decimal: money.decimal, currency: currency) == money)
    }
  }
}

extension Int64 {
  /// 900 trillion in ten-thousandths: the largest amount that is read.
  fileprivate static let limit: Int64 = 9_000_000_000_000_000_000
}
