import ParleyPlugin
import Testing

/// Replies, and the figures in them that nothing confirms.
struct GroundingFiguresTests {
  @Test(
    arguments: [
      // Prices
      ("Dune costs $9.99 [1].", []), ("Dune costs $13.99 [1].", ["$13.99"]),
      ("Dune costs 9.99 USD.", []), ("Dune costs USD 10.99.", ["USD 10.99"]),
      ("Dune is 9.99 dollars.", []), ("Dune is US$9.99.", []), ("Dune is €9.99.", ["€9.99"]),
      ("Dune [1] is $12.99.", ["$12.99"]), ("It costs $12.99.", []), ("It costs $8.", ["$8"]),
      ("Dune is $9.99, and Dune Messiah is $12.99.", []),
      ("Dune is $12.99, and Dune Messiah is $9.99.", ["$12.99", "$9.99"]),
      ("Dune and Dune Messiah cost $9.99 and $12.99.", []),
      ("Dune [1] is $9.99 and the sequel is $12.99.", []), ("$9.99 [1] or $12.99 [2]", []),
      ("For $9.99 you get Dune.", []), ("For $12.99 you get Dune.", ["$12.99"]),
      ("The Great Atlas is $1,299.", []), ("The Great Atlas is $1,299.00 [4].", []),
      ("The Great Atlas is $1,399.00 [4].", ["$1,399.00"]),
      ("The Lighthouse Mug is $11.60 instead of $14.50 [3].", []),
      ("The Lighthouse Mug was $16.50 and is now $11.60.", ["$16.50"]),
      ("The Lighthouse Mug is 20% off.", []), ("The Lighthouse Mug is 30% off.", ["30%"]),
      ("It is 70% recycled and 100% lovely.", []),
      ("85 percent of readers love it.", ["85 percent"]),
      ("Books from $9.99–$12.99", []), ("Books at $9.99-15.99", ["15.99"]),
      ("Between $9 and $15 there is a lot.", []), ("All under $15.", []), ("Around $10 each", []),
      ("Delivery costs $4.95, free over $50.", []), ("Delivery costs $5.95.", ["$5.95"]),
      ("Free delivery on orders over $35.", ["$35"]),
      ("Two copies of Dune come to $19.98.", []), ("3 × $9.99 = $29.97", []),
      ("Together, Dune and Dune Messiah are $22.98.", []), ("Both make $23.98.", ["$23.98"]),
      ("Dune is $3 cheaper than Dune Messiah.", []), ("You save $2.90 on the mug.", []),
      ("You save $7 on the mug.", ["$7"]), ("It cost $0 before.", []), ("A $5 million film", []),
      ("| Dune | $9.99 | 4 |\n| Dune Messiah | $11.99 | 2 |\n", ["$11.99"]),
      ("- **Dune** [1]\n  - Price: $12.99\n", ["$12.99"]), ("- **Dune** [1]\n  - Price: $9.99", []),
      ("See [the page](https://x.example/$99.99) for $9.99.", []),
      ("$9.99, $8.88, $7.77", ["$8.88", "$7.77"]),
      // Stock
      ("There are 4 copies in stock of Dune.", []), ("We have 5 copies of Dune [1].", ["5"]),
      ("Dune: 4 in stock", []), ("Dune: 9 in stock", ["9"]), ("Only 2 left!", []),
      ("Only 3 left!", ["3"]), ("In stock: 7", ["7"]), ("Stock: 4", []),
      ("Dune (6 available)", ["6"]),
      ("More than 3 copies in stock", []), ("I found 7 books for you.", []),
      ("3 titles are in stock.", []), ("0 copies in stock of the Lighthouse Mug", []),
      ("Only 2 days left for this offer.", []), ("Available: 24 hours a day", []),
      // Identifiers
      ("ISBN 978-0-441-17271-9", []), ("ISBN: 9780441172719", []), ("ISBN 0441172717", []),
      ("ISBN 978-0-441-17271-8", ["978-0-441-17271-8"]), ("ISBN-13: 978 0 593 09823 7", []),
      ("The ISBN is 0-593-09823-1 [2].", []), ("Dune has ISBN 0-593-09823-1.", ["0-593-09823-1"]),
      ("SKU HB-BK-0042", []), ("SKU: HB-BK-9999", ["HB-BK-9999"]),
      ("It is HB-BK-0099.", ["HB-BK-0099"]),
      ("EAN 4006381333931", []), ("Item number: 77001", ["77001"]),
      ("GTIN 4006381333932", ["4006381333932"]),
      // Years and pages
      ("Dune (1965) is a classic.", []), ("Dune (1963) is a classic.", ["1963"]),
      ("*Dune Messiah* [2] (1969)", []), ("Published in 1969.", []),
      ("First published in 1971.", ["1971"]),
      ("It has 612 pages [1].", []), ("It has 600 pages [1].", ["600"]),
      ("About 600 pages [1]", []),
      ("A 336-page book", []), ("A 400-page book", ["400"]), ("Pages: 1,024", []),
      ("Read the first 50 pages.", []), ("The Great Atlas: Maps of 1900 is large.", []),
    ] as [(String, [String])])
  func english(reply: String, figures: [String]) async throws {
    #expect(try await GroundingFixture.english.ungrounded(in: reply) == figures)
  }

  /// What looks like a figure and is none.
  @Test(arguments: [
    "The 2nd book, chapter 12, part 3 of 6.", "1. Dune\n2. Dune Messiah\n10. More",
    "We are open 24 hours, from 9:30 to 18:00.", "It takes 2-3 days, at most 14 days.",
    "Call +1 207 555 0134 or (207) 555-0199.", "On May 3, 2026, or 2026-05-03, or 03.05.2026.",
    "Version 1.2.3 and iOS 17.4 and USB 3.0", "See [1], [2, 3] and [12].", "He is 42 years old.",
    "A5 and A4, 12 x 18 cm, 350 ml, 2.5 kg", "Room 101, 221B Baker Street, zip 04101",
    "The top 10 of the 1980s", "In 1984 everything changed.", "Ages 8-12", "Rated 4.5 of 5 stars",
    "The 2027 wall calendar", "Step 1: choose. Step 2: pay.", "Herbert (1920–1986) wrote it.",
    "Gate 7/8, track #9, 3/4 full", "Nos. 5 and 6 of volume 2", "90 minutes, 1,000 pieces of joy",
    "Your order 100234567 is on its way.", "Catch-22 and Fahrenheit 451", "2 + 2 = 4",
    "Read 20 pages a day.", "See page 12 or pp. 3-9.", "We sold 300 books in 2024.",
  ])
  func numbersThatAreNoFigures(reply: String) async throws {
    #expect(try await GroundingFixture.english.ungrounded(in: reply) == [])
  }

  @Test(
    arguments: [
      ("de", "„Dune“ kostet 9,99 € [1].", []), ("de", "„Dune“ kostet 13,99 € [1].", ["13,99 €"]),
      ("de", "Der Atlas kostet 1.299,00 € oder 1.299 €.", []), ("de", "Nur 12,– €!", ["12,– €"]),
      ("de", "Zwei Exemplare kosten 19,98 Euro.", []), ("de", "Noch 4 Exemplare auf Lager.", []),
      ("de", "Noch 6 Stück vorrätig.", ["6"]), ("de", "Lagerbestand: 12", []),
      ("de", "Das Buch hat 612 Seiten.", []), ("de", "Das Buch hat 555 Seiten.", ["555"]),
      ("de", "Erschienen 1965.", []), ("de", "Erstmals 1999 erschienen im Jahr 1999.", ["1999"]),
      ("de", "Am 3. Mai um 14 Uhr, ca. 20 Personen, 2. Auflage", []),
      ("de", "Artikelnummer: HB-BK-0042", []), ("de", "Artikel-Nr. egal, etwa 10 €", []),
      ("de", "Lieferung 4,95 €, ab 50 € frei.", []), ("de", "Der Becher ist 20 % günstiger.", []),
      ("de", "Sie sparen 3 Euro gegenüber Dune Messiah.", []),
      ("de", "10–13 Euro", ["10", "13 Euro"]),
      ("fr", "Dune coûte 9,99 € [1].", []), ("fr", "Dune coûte 10,99 € [1].", ["10,99 €"]),
      ("fr", "L’atlas coûte 1 299,00 € ou 1\u{202F}299 €.", []),
      ("fr", "Il reste 4 exemplaires.", []),
      ("fr", "Il reste 9 exemplaires.", ["9"]), ("fr", "Il reste 3 jours.", []),
      ("fr", "Publié en 1965, 612 pages.", []),
      ("fr", "Paru en 1950, 700 pages.", ["1950", "700"]),
      ("fr", "Moins de 15 euros, plus de 200 pages", []), ("fr", "Stock : 12", []),
      ("es", "Dune cuesta 9,99 € [1].", []), ("es", "Dune cuesta 8,99 euros [1].", ["8,99 euros"]),
      ("es", "Quedan 4 ejemplares.", []), ("es", "Quedan 8 ejemplares.", ["8"]),
      ("es", "El atlas cuesta 1.299 €.", []), ("es", "Publicado en 1965; 612 páginas.", []),
      ("es", "Tiene 500 páginas.", ["500"]), ("es", "Abrimos a las 9:30, de lunes a viernes.", []),
      ("pt", "Dune custa 9,99 € [1].", []), ("pt", "Dune custa 7,50 € [1].", ["7,50 €"]),
      ("pt", "Há 4 exemplares em estoque.", []), ("pt", "Temos 5 exemplares.", ["5"]),
      ("pt", "Tem 612 páginas e saiu em 3 dias.", []), ("pt", "Publicado em 1971.", ["1971"]),
      ("pt", "O atlas custa R$ 1.299,00.", ["R$ 1.299,00"]), ("pt", "Desconto de 20 por cento", []),
    ] as [(String, String, [String])])
  func otherLanguages(language: String, reply: String, figures: [String]) async throws {
    #expect(try await GroundingFixture.euros(language).ungrounded(in: reply) == figures)
  }

  @Test func whatTheUserAndTheInstructionsSayIsConfirmed() async throws {
    var fixture = GroundingFixture.english
    fixture.question = "Anything under $17.77? I need 9 copies, order GX-12345."
    fixture.instructions = "Gift wrapping costs $3.33."
    fixture.earlier = [
      ChatMessage(
        id: MessageID("m0"), role: .assistant, text: "The last one was $44.44.",
        createdAt: Timestamp(milliseconds: 0))
    ]
    let reply = "Under $17.77, 9 copies in stock? Wrapping is $3.33. As I said, $44.44. And $5.55."
    #expect(try await fixture.ungrounded(in: reply) == ["$5.55"])
    #expect(try await fixture.ungrounded(in: "9 copies of Dune are $89.91.") == [])
    #expect(try await fixture.ungrounded(in: "Dune [1] is $44.44.") == ["$44.44"])
  }

  @Test func aRecordThatAnEarlierReplyCitedCounts() async throws {
    var fixture = GroundingFixture.english
    let source = fixture.records[1].source
    fixture.earlier = [
      ChatMessage(
        id: MessageID("m0"), role: .assistant, text: "Try Dune Messiah [1].", sources: [source],
        createdAt: Timestamp(milliseconds: 0))
    ]
    #expect(try await fixture.ungrounded(in: "It has 336 pages.") == [])
  }

  @Test func onlyTheKindsAskedForAreChecked() async throws {
    let reply = "Dune costs $1 and has 77 pages; 99 copies in stock."
    let fixture = GroundingFixture.english
    #expect(try await fixture.ungrounded(in: reply, figures: ["pages"]) == ["77"])
    #expect(try await fixture.ungrounded(in: reply).count == 3)
  }
}
