import ParleyPlugin

/// Random numbers that are the same in every run (SplitMix64), and documents made from them.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Any value with at most this many levels below it.
  mutating func document(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 7), using: &self) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &self))
    case 2: return .integer(Int(truncatingIfNeeded: next() >> Int.random(in: 0..<64, using: &self)))
    case 3, 4:
      let number = Double(bitPattern: next())
      return .number(number.isFinite ? number : 0.5)
    case 5, 6: return .string(text())
    case 7:
      let count = Int.random(in: 0..<5, using: &self)
      return .array((0..<count).map { _ in document(depth: depth - 1) })
    default:
      let count = Int.random(in: 0..<5, using: &self)
      let members = (0..<count).map { _ in (text(), document(depth: depth - 1)) }
      return .object(Dictionary(members, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// A text of characters that JSON writers and readers get wrong; never NUL, which is refused.
  mutating func text() -> String {
    let characters = [
      "a", "\"", "\\", "\n", "\r", "\u{1}", "\u{7F}", "\u{85}", "\u{2028}", "é", "e\u{301}", "😀",
      "\u{FFFF}", "\u{FEFF}", "\u{10FFFF}", "/", "\u{D7FF}", "\u{E000}",
    ]
    let count = Int.random(in: 0..<6, using: &self)
    return (0..<count).map { _ in characters.randomElement(using: &self) ?? "" }.joined()
  }
}
