/// Checks what Jansson does not check, or reports without an exact place: size, encoding, nesting
/// depth, raw control characters, and the escapes `\u0000` and `\ud800` to `\udfff`.
///
/// It follows only quotes, escapes and brackets. Everything else about the grammar is Jansson's.
struct JSONPreflight {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Throws the first thing that keeps these bytes from being handed to Jansson.
  static func check(_ bytes: [UInt8], limits: JSONLimits) throws(JSONError) {
    guard bytes.count <= limits.bytes else {
      throw JSONError(
        .tooLarge, at: limits.bytes,
        "the document has \(bytes.count) bytes, \(limits.bytes) are allowed")
    }
    try checkEncoding(bytes)
    var preflight = JSONPreflight(bytes: bytes)
    try preflight.checkStructure(limits: limits)
  }

  private static func checkEncoding(_ bytes: [UInt8]) throws(JSONError) {
    let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]]
    let isUTF16 = bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
    if isUTF16 || marks.contains(where: bytes.starts(with:)) {
      throw JSONError(.byteOrderMark, at: 0, "expected UTF-8 without BOM")
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw JSONError(.invalidUTF8, at: error.byteOffsets.lowerBound, "invalid UTF-8")
    }
  }

  private mutating func checkStructure(limits: JSONLimits) throws(JSONError) {
    var isEmpty = true
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""):
        try skipString()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        guard depth <= limits.depth else {
          throw JSONError(.tooDeep, at: position - 1, "nesting deeper than \(limits.depth)")
        }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        continue
      default:
        break
      }
      isEmpty = false
    }
    if isEmpty { throw JSONError(.empty, at: bytes.count, "the document is empty") }
  }

  /// Goes past the closing quote, or to the end when there is none.
  private mutating func skipString() throws(JSONError) {
    while let byte = next(), byte != UInt8(ascii: "\"") {
      let start = position - 1
      if byte < 0x20 { throw rawControl(byte, at: start) }
      guard byte == UInt8(ascii: "\\") else { continue }
      guard next() == UInt8(ascii: "u"), let unit = hexadecimalUnit() else { continue }
      try checkUnit(unit, at: start)
    }
  }

  private func rawControl(_ byte: UInt8, at offset: Int) -> JSONError {
    if byte == 0 {
      return JSONError(.nulNotAllowed, at: offset, "the character NUL is not allowed")
    }
    let digits = String(Int(byte) + 0x100, radix: 16).dropFirst()
    return JSONError(
      .invalidSyntax, at: offset, "a control character in a text is written as \\u00\(digits)")
  }

  /// A UTF-16 unit written as an escape: no NUL, and surrogates in pairs only.
  private mutating func checkUnit(_ unit: UInt16, at start: Int) throws(JSONError) {
    if unit == 0 {
      throw JSONError(.nulNotAllowed, at: start, "the character \\u0000 is not allowed")
    }
    guard UTF16.isSurrogate(unit) else { return }
    if UTF16.isLeadSurrogate(unit), next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u"),
      let second = hexadecimalUnit(), UTF16.isTrailSurrogate(second)
    {
      return
    }
    throw JSONError(.loneSurrogate, at: start, "half of a surrogate pair stands alone")
  }

  /// The next four hexadecimal digits; consumes nothing when they are not there.
  private mutating func hexadecimalUnit() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = hexadecimalValue(byte) else { return nil }
      unit = unit << 4 | digit
    }
    position += 4
    return unit
  }

  private mutating func next() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a")) + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A")) + 10
  default: nil
  }
}
