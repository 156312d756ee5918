/// Text of a record as one line of a reply, so that it can neither break the reply's layout nor pass
/// for something else.
///
/// Line breaks and control characters become spaces or vanish, as do the characters that turn the
/// direction of writing. Square and angle brackets become round and single-quote ones: they would
/// start links, images and HTML, or look like a citation.
func plainLine(_ text: String) -> String {
  guard !isPlain(text) else { return text }
  var line = ""
  var pendingSpace = false
  for scalar in text.unicodeScalars {
    guard !scalar.properties.isWhitespace, scalar.properties.generalCategory != .control else {
      pendingSpace = !line.isEmpty
      continue
    }
    guard !turnsDirection(scalar) else { continue }
    if pendingSpace {
      line.append(" ")
      pendingSpace = false
    }
    line.unicodeScalars.append(harmless(scalar))
  }
  return line
}

/// Whether a text is such a line already, as most are: ASCII with single spaces between its words.
private func isPlain(_ text: String) -> Bool {
  var previous = UInt8(ascii: " ")
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: " ") where previous == byte: return false
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"): return false
    case 0x20...0x7E: previous = byte
    default: return false
    }
  }
  return previous != UInt8(ascii: " ") || text.isEmpty
}

private func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar {
  case "[": "("
  case "]": ")"
  case "<": "\u{2039}"
  case ">": "\u{203A}"
  default: scalar
  }
}

/// Embeddings, overrides and isolates of the bidirectional algorithm (Unicode UAX #9).
private func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
  (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}

/// A line of the reply that begins with text of a record: a backslash stands before what would start
/// a heading, a list, a rule or another block in CommonMark.
func startingLine(_ line: String) -> String {
  if let first = line.first, "#-+*=~`|_".contains(first) { return "\\" + line }
  let digits = line.prefix { $0.isASCII && $0.isNumber }
  let rest = line.dropFirst(digits.count)
  if !digits.isEmpty, let next = rest.first, next == "." || next == ")" {
    return "\(digits)\\\(rest)"
  }
  return line
}
