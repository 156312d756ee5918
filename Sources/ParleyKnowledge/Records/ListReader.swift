import ParleyPlugin

/// Reads fields that may hold several values.
enum ListReader {
  /// A list as it is, or a text with `;` or `|` between its values; commas only where values have
  /// none of their own.
  static func values(_ value: RawValue, splitsAtCommas: Bool) -> [String] {
    guard let text = value.scalar else {
      return distinct(value.scalars.map(\.trimmed))
    }
    for separator in [";", "|"] as [Character] where text.contains(separator) {
      return distinct(text.split(separator: separator).map(\.trimmed))
    }
    return distinct(splitsAtCommas ? commaParts(text) : [text.trimmed])
  }

  /// The levels of categories such as `Home > Lamps > Reading lamps`, each once, general first.
  static func levels(_ categories: [String]) -> [String] {
    distinct(categories.flatMap { $0.split(separator: ">").map(\.trimmed) })
  }

  /// Parts between commas; a comma between digits is a decimal sign (`38,5 x 40 cm`).
  private static func commaParts(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var previous: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      let isDecimal = previous?.isNumber == true && rest.first?.isNumber == true
      if character == ",", !isDecimal {
        parts.append(part.trimmed)
        part = ""
      } else {
        part.append(character)
      }
      previous = character
    }
    return parts + [part.trimmed]
  }

  private static func distinct(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
