/// Text as a YAML scalar.
enum YAMLScalar {
  /// Plain where nobody could take it for something else, else in double quotes.
  static func inLine(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// A literal block, or `nil` for text that cannot or need not stand in one.
  static func block(_ text: String, indentation: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // An indented or empty first line would need an indicator; leave such text to quotes.
    guard lines.count > 1, let first = lines.first?.utf8.first, first != 0x20, first != 0x09,
      text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
    else { return nil }
    let ending: String
    var body = lines[...]
    if lines.last?.isEmpty == false {
      ending = "-"
    } else {
      body = body.dropLast()
      ending = body.last?.isEmpty == true ? "+" : ""
    }
    return "|\(ending)\n"
      + body.map { $0.isEmpty ? "" : indentation + $0 }.joined(separator: "\n")
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
      }
    }
    return result + "\""
  }

  /// Whether a character stands in a file as it is; breaks of other kinds and marks do not.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x1_0000...0x10_FFFF:
      true
    default: false
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      text.utf8.count <= 500, isLetter(first) || first == "/" || isDigit(first), last != " ",
      last != ":", CoreWord(text) == nil, CoreNumber(text) == nil
    else { return false }
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == " ", previous == ":" { return false }
      guard
        isLetter(scalar) || isDigit(scalar) || " /._-+@():;%$'?!=".unicodeScalars.contains(scalar)
      else { return false }
      previous = scalar
    }
    return !["yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && isPrintable(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value)
  }
}
