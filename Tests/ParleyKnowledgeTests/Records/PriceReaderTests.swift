import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct PriceReaderTests {
  func price(
    _ text: String, language: String = "en", currency: String? = "USD", row: String? = nil
  ) throws -> String {
    let reader = PriceReader(style: NumberStyle(language: language), currency: currency)
    return try reader.read(.plain(text), rowCurrency: row).description
  }

  @Test(arguments: [
    ("14.99", "14.99 USD"), ("$14.99", "14.99 USD"), ("15.00 EUR", "15.00 EUR"),
    ("€ 15", "15.00 EUR"), ("1,299.50", "1299.50 USD"), ("1.299,50 €", "1299.50 EUR"),
    ("1,299", "1299.00 USD"), ("1,234,567", "1234567.00 USD"), ("1 299.00", "1299.00 USD"),
    ("CHF 1'299.50", "1299.50 CHF"), ("0", "0.00 USD"), ("12.-", "12.00 USD"),
    ("1.299 KWD", "1.299 KWD"), ("£9.5", "9.50 GBP"),
  ])
  func readsPricesAsShopsWriteThem(text: String, money: String) throws {
    #expect(try price(text) == money)
  }

  @Test(arguments: [
    ("12,50", "12.50 EUR"), ("12,50 €", "12.50 EUR"), ("1.299,50", "1299.50 EUR"),
    ("1.299", "1299.00 EUR"), ("12.50", "12.50 EUR"), ("12,-", "12.00 EUR"),
  ])
  func readsDecimalCommasWhereTheyAreTheCustom(text: String, money: String) throws {
    for language in ["de", "fr", "es", "pt-BR"] {
      #expect(try price(text, language: language, currency: "EUR") == money)
    }
  }

  @Test(arguments: [
    ("12,50", "'12,50' has a decimal comma; write 12.50"),
    ("1.299", "'1.299' may mean 1299 or 1.299; write 1299.00 or 1.29"),
    ("-5", "'-5' is negative; a price is zero or more"),
    ("cheap", "'cheap' is not a price; write 15.00 or 15.00 EUR"),
    ("10-20", "'10-20' is not a price; write 15.00 or 15.00 EUR"),
    ("1,23,456", "'1,23,456' is not a price; write 15.00 or 15.00 EUR"),
    ("15 quid", "'quid' is no currency; write its code, for example 15.00 EUR"),
    (
      "123456789012345.00",
      "'123456789012345.00' is out of range; a price has up to 11 digits and four decimals"
    ),
  ])
  func refusesWhatCouldMeanTwoThings(text: String, reason: String) {
    #expect(throws: FieldProblem(reason)) { try price(text) }
  }

  @Test func sharedSignsMeanTheCollectionsCurrency() throws {
    #expect(try price("$5", currency: "CAD") == "5.00 CAD")
    #expect(try price("5 kr", currency: "SEK") == "5.00 SEK")
    #expect(try price("$5", currency: nil) == "5.00 USD")
    #expect(throws: FieldProblem.self) { try price("$5", currency: "EUR") }
    #expect(throws: FieldProblem.self) { try price("5 kr") }
  }

  @Test func aPriceNeedsOneCurrency() throws {
    #expect(try price("5", row: "EUR") == "5.00 EUR")
    #expect(
      throws: FieldProblem("'5' has no currency; write 15.00 EUR, or set the collection's currency")
    ) {
      try price("5", currency: nil)
    }
    #expect(throws: FieldProblem("'5 USD' is in USD, the row's currency is EUR")) {
      try price("5 USD", row: "EUR")
    }
  }

  @Test func numbersOfJSONHaveADecimalPoint() throws {
    let reader = PriceReader(style: NumberStyle(language: "de"), currency: "EUR")
    #expect(try reader.read(.number("1.299"), rowCurrency: nil).description == "1.299 EUR")
  }
}
