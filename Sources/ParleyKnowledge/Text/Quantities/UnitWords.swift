/// The words for units that count in a collection of one language.
struct UnitWords: Sendable {
  /// By the words, lower case and without accents, parted by one space.
  private let units: [String: MeasureUnit]
  /// By each unit the stems of each way to write it, as the index holds them.
  private let stems: [MeasureUnit: [[String]]]
  /// Of units whose words mean something else as well, so that only their capital tells: "5 A", "32 Go".
  private static let needCapital: Set<String> = ["a", "go", "to", "mo", "ma"]
  /// Words of other languages than the collection's count when they have so many letters.
  private static let shortestForeign = 4

  init(analyzer: TextAnalyzer) {
    let own = NumberStyle.primaryTag(of: analyzer.language)
    var units: [String: MeasureUnit] = [:]
    var stems: [MeasureUnit: [[String]]] = [:]
    for unit in MeasureUnit.table {
      for (language, words) in unit.words {
        let isOwn = language == "en" || language == own
        for word in words where isOwn || word.count >= Self.shortestForeign {
          if isOwn || units[word] == nil { units[word] = unit }
        }
      }
      let written = (unit.words["en"] ?? []) + (own == "en" ? [] : unit.words[own] ?? [])
      for word in written {
        let words = analyzer.tokens(word).map(\.stem)
        if stems[unit]?.contains(words) != true { stems[unit, default: []].append(words) }
      }
    }
    self.units = units
    self.stems = stems
  }

  /// The unit that is written so; lower case, without accents and points.
  func unit(_ words: String) -> MeasureUnit? { units[words] }

  /// As ``unit(_:)``, for words of a request as they were written.
  func unit(written text: String) -> MeasureUnit? {
    let word = TextAnalyzer.folded(text)
    if Self.needCapital.contains(word), text.first?.isUppercase != true { return nil }
    return units[word]
  }

  /// The stems of each way to write a unit.
  func stems(of unit: MeasureUnit) -> [[String]] { stems[unit] ?? [] }
}
