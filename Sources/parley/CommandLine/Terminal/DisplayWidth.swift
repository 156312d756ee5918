/// How many columns text takes on a terminal. An estimate: East Asian wide letters and emoji take two,
/// all else one.
enum DisplayWidth {
  static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
    switch scalar.value {
    // The blocks that are wide as a whole (Unicode Standard Annex 11).
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }

  /// As much of the text as fits; an ellipsis ends it when something is left out.
  static func cut(_ text: String, to columns: Int) -> String {
    guard of(text) > columns else { return text }
    var rest = columns - 1
    let kept = text.prefix { character in
      rest -= of(character)
      return rest >= 0
    }
    return columns > 0 ? kept + "…" : ""
  }
}
