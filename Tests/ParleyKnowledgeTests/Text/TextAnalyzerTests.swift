import Testing

@testable import ParleyKnowledge

@Suite struct TextAnalyzerTests {
  let english = TextAnalyzer(language: "en")

  @Test(arguments: [
    ("The Left Hand of Darkness", ["the", "left", "hand", "of", "darkness"]),
    ("O'Reilly, O’Reilly", ["oreilly", "oreilly"]),
    ("Le Guin's dogs' tails", ["le", "guin", "dogs", "tails"]),
    ("science-fiction novels", ["science", "fiction", "novels"]),
    ("C++ or C# or F#?", ["c++", "or", "c#", "or", "f#"]),
    ("A+ grade", ["a", "grade"]),
    ("$14.99", ["14.99"]),
    ("1,000 pieces for 1,299.50", ["1000", "pieces", "for", "1299.50"]),
    ("14,99 EUR, sizes 8,9", ["14.99", "eur", "sizes", "8", "9"]),
    ("2026.10.14", ["2026", "10", "14"]),
    ("ISBN 978-0-441-47812-5.", ["isbn", "9780441478125"]),
    (
      "0-441-47812-3 and 080442957X, 0-8044-2957-X",
      ["0441478123", "and", "080442957x", "080442957x"]
    ),
    ("call 207-555-0142", ["call", "207", "555", "0142"]),
    ("KIT-1601-BLU 350ml 4K", ["kit", "1601", "blu", "350ml", "4k"]),
    ("1.2.3a 1.5l", ["1", "2", "3a", "1", "5l"]),
    ("snake_case", ["snake", "case"]),
    (
      "Müller Straße Ørsted Æsop naïve Łódź",
      ["muller", "strasse", "orsted", "aesop", "naive", "lodz"]
    ),
    ("Cafe\u{301} Zu\u{308}rich", ["cafe", "zurich"]),
    ("", []),
    (" - ' \" ( * ", []),
    ("'tis 'quoted' words", ["tis", "quoted", "words"]),
  ])
  func findsWords(text: String, words: [String]) {
    #expect(english.tokens(text).map(\.surface) == words)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["1.", "1-", "1,1.", "a'", "978-", "C+", "a\u{301}", "1\u{301}"])
  func timeGrowsWithTheLengthAlone(piece: String) {
    let text = String(repeating: piece, count: 30_000) + "a"
    #expect(!english.tokens(text).isEmpty)
  }

  @Test func tokensKnowWhereTheyStand() {
    let text = "Le Guin's C++ for $14.99"
    let places = english.tokens(text).map { token in token.range.map { String(text[$0]) } }
    #expect(places == ["Le", "Guin", "C++", "for", "14.99"])
  }

  @Test(arguments: [
    ("en", "lamps lamp reading reads", "lamp lamp read read"),
    ("de", "Bücher Buch Müllers Häuser", "buch buch mull haus"),
    ("fr", "l'homme livres d’Artagnan", "homm livr artagnan"),
    ("es", "libros canciones", "libr cancion"),
    ("pt-BR", "livros canções", "livr canco"),
    ("ja", "lamps", "lamps"),
    ("porter", "lamps", "lamps"),
  ])
  func stemsByLanguage(language: String, text: String, stems: String) {
    #expect(
      TextAnalyzer(language: language).stems(text)
        == TextAnalyzer.folded(stems))
  }

  @Test func decimalCommaFollowsTheLanguage() {
    #expect(TextAnalyzer(language: "de").stems("1.299,50 und 14,99") == "1299.50 und 14.99")
  }

  @Test func identifiersAreNotStemmed() {
    #expect(english.stems("4321s 350ml C++") == "4321s 350ml c++")
  }

  @Test func foldingKeepsEverythingElse() {
    #expect(TextAnalyzer.folded("Señor Ñandú, 3 €!") == "senor nandu, 3 €!")
    #expect(TextAnalyzer.folded("Λόγος Ёлка") == "λογοσ елка")
  }

  @Test func oneAnalyzerServesManyTasks() async {
    let analyzer = english
    let stems = await withTaskGroup(of: String.self) { group in
      for _ in 0..<200 { group.addTask { analyzer.stems("reading lamps for children's rooms") } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(stems == ["read lamp for children room"])
  }
}
