/// The `{{variables}}` of a persona's instructions.
package enum InstructionVariables {
  /// The names in order, each once; spaces inside the braces do not count.
  package static func names(in text: String) -> [String] {
    var names: [String] = []
    for case .variable(let name) in pieces(of: text) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// The first line with `{{` or `}}` that is part of no variable, counted from 1; `nil` when there is
  /// none. Single braces and those of code (`{"a": {"b": 1}}`) have nothing to do with it: `}}`
  /// counts only where `{{` could have been forgotten, right after a name.
  package static func lineOfStrayBraces(in text: String) -> Int? {
    var line = 1
    for piece in pieces(of: text) {
      switch piece {
      case .lineBreak: line += 1
      case .stray: return line
      case .variable: break
      }
    }
    return nil
  }

  /// Letters, digits and `_`, not beginning with a digit.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy(isNameByte)
  }

  private enum Piece {
    case variable(String)
    case stray
    case lineBreak
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text.utf8[...]
    /// Whether a name, and perhaps spaces, stand right before.
    var isAfterName = false
    /// Single braces that are open.
    var depth = 0
    while let byte = rest.first {
      if rest.starts(with: "{{".utf8) {
        let inside = rest.dropFirst(2)
        let name = inside.prefix { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") && $0 != 10 }
        if inside[name.endIndex...].starts(with: "}}".utf8) {
          let text = trimmed(name)
          pieces.append(text.isEmpty ? .stray : .variable(text))
          rest = inside[name.endIndex...].dropFirst(2)
          isAfterName = false
          continue
        }
        // The second of three braces may begin a variable.
        if inside.first != UInt8(ascii: "{") { pieces.append(.stray) }
      } else if isAfterName, depth < 2, rest.starts(with: "}}".utf8) {
        pieces.append(.stray)
      }
      switch byte {
      case 10: pieces.append(.lineBreak)
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
      isAfterName = isNameByte(byte) || (isAfterName && byte == 0x20)
      rest = rest.dropFirst()
    }
    return pieces
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  private static func trimmed(_ text: Substring.UTF8View.SubSequence) -> String {
    let front = text.drop { $0 == 0x20 || $0 == 0x09 }
    var end = front
    while let last = end.last, last == 0x20 || last == 0x09 { end = end.dropLast() }
    return String(Substring(end))
  }
}
