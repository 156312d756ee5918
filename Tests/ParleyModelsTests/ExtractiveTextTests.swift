import ParleyDomain
import ParleyPlugin
import Testing

@testable import ParleyModels

/// Amounts, lines and languages.
struct ExtractiveTextTests {
  @Test(arguments: [
    ("en", "14.99", "USD", "$14.99"), ("en", "-3", "USD", "-$3.00"),
    ("en", "14.99", "CHF", "14.99 CHF"),
    ("en", "1500", "JPY", "1500 JPY"), ("de", "14.99", "EUR", "14,99 €"),
    ("de", "14.99", "CHF", "14,99 CHF"), ("fr", "1299.5", "EUR", "1299,50 €"),
    ("pt-BR", "5", "BRL", "5,00 BRL"), ("ja", "14.99", "USD", "$14.99"),
  ])
  func amountsInTheLanguagesForm(
    language: String, decimal: String, currency: String, text: String
  ) throws {
    let money = try #require(Money(decimal: decimal, currency: currency))
    #expect(clerkPhrases(for: language).amounts.text(money) == text)
  }

  @Test(arguments: [(3.0, "3"), (1.5, "1,5"), (1e30, "1e+30"), (-2, "-2")])
  func numbers(number: Double, text: String) {
    #expect(GermanPhrases().amounts.text(number) == text)
  }

  @Test(arguments: [
    ("Two\nlines\r\n here ", "Two lines here"), ("[2] see [x](http://a)", "(2) see (x)(http://a)"),
    ("![i](u) <b>", "!(i)(u) \u{2039}b\u{203A}"), ("a\u{0}b\u{202E}c\u{2028}d", "a bc d"), ("", ""),
  ])
  func recordTextStaysOnOneLine(text: String, line: String) {
    #expect(plainLine(text) == line)
  }

  @Test(arguments: [
    ("# One", "\\# One"), ("- x", "\\- x"), ("1984", "1984"), ("2. x", "2\\. x"), ("Emma", "Emma"),
  ])
  func noBlockStartsAtTheBeginningOfALine(text: String, line: String) {
    #expect(startingLine(text) == line)
  }

  @Test func aTitleCannotForgeACitationOrALine() async throws {
    let bad = product("p", "Mug [2]\n\n# Sale [3](https://evil.example)")
    let reply = try await ExtractiveTurn(results: [found([bad])]).reply()
    #expect(reply.hasPrefix("1 product:\n- Mug (2) # Sale (3)(https://evil.example) [1]\n"))
  }

  @Test(arguments: [
    ("fr", "9 livres de Verne à moins de 15 € ; les 2 meilleurs :"),
    ("es", "9 libros de Verne por menos de 15 €; los 2 mejores:"),
    ("pt", "9 livros de Verne por menos de 15 €; os 2 melhores:"),
    ("de-AT", "9 Bücher von Verne unter 15 €; die 2 besten:"),
    ("xx", "9 books by Verne under €15; the 2 best:"),
  ])
  func opensInThePersonasLanguage(language: String, opening: String) async throws {
    var turn = ExtractiveTurn()
    turn.persona.language = language
    let books = ["a", "b"].map { book($0, "Titre \($0)", by: "Verne", [.price: eur("9.5")]) }
    turn.results = [
      found(books, total: 9, QueryReading(filters: [by("Verne"), priceUpTo(eur("15"))]))
    ]
    let reply = try await turn.reply()
    #expect(reply.hasPrefix(opening + "\n- "))
    #expect(reply.contains(language == "fr" ? "de Verne : 9,50 €" : "Verne: "))
  }

  @Test func wordsYieldToTheSoundsAfterThem() {
    let (french, spanish) = (FrenchPhrases(), SpanishPhrases())
    #expect(french.title("1984", by: ["Orwell"]) == "1984, d'Orwell")
    #expect(french.narrowing(.authors(["Verne", "Hugo"])) == "de Verne ou Hugo")
    #expect(spanish.title("Ficciones", by: ["Verne", "Ibsen"]) == "Ficciones, de Verne e Ibsen")
    #expect(spanish.narrowing(.authors(["Austen", "Orwell"])) == "de Austen u Orwell")
  }

  @Test(arguments: ["en", "de", "fr", "es", "pt"])
  func noPhraseHasAFigureOfItsOwn(language: String) {
    let phrases = clerkPhrases(for: language)
    let opening = ClerkOpening(noun: .books, total: 7, shown: 7, narrowings: [])
    let said = [
      phrases.whatItIs, phrases.thanks, phrases.goodbye, phrases.calm, phrases.whichOne,
      phrases.remarks,
      phrases.capabilities([.books, .products, .passages(in: "x"), .entries(in: "y")]),
      phrases.nothingFits(collections: ["a", "b"]), phrases.noRoom(opening),
      phrases.onlyOneToCompare, phrases.noDifference, phrases.afterThat, phrases.forExample,
    ]
    #expect(said.allSatisfy { !$0.isEmpty && !$0.contains { $0.isNumber && $0 != "7" } })
  }
}
