/// Reads the usual record of a JSON file straight from the file's buffer.
///
/// What it does not know for sure to be right it leaves to the parser, which reads it again from its
/// beginning: keys beyond ASCII or that stand twice, exponents, long numbers, deep nesting, an end
/// outside of the buffer, mistakes of any kind. What it does read, it reads as the parser does.
struct PlainJSON {
  private static let deepest = 16
  private static let mostMembers = 64
  private static let mostDigits = 15

  private let bytes: UnsafeBufferPointer<UInt8>
  private let line: Int
  /// How many bytes were read.
  private(set) var position = 0
  /// How many lines end in them.
  private(set) var lines = 0

  /// - Parameters:
  ///   - bytes: Begin with the object.
  ///   - line: Where it begins, which counts for all its columns.
  init(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    self.bytes = bytes
    self.line = line
  }

  /// The members of the object, sorted by their names; `nil` leaves it to the parser.
  mutating func object(depth: Int = 1) -> [RawColumn]? {
    guard depth <= Self.deepest, take(UInt8(ascii: "{")) else { return nil }
    var columns: [RawColumn] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return columns }
    repeat {
      skipSpace()
      guard let name = string(isPlain: true), columns.count < Self.mostMembers else { return nil }
      skipSpace()
      guard take(UInt8(ascii: ":")), let value = value(depth: depth) else { return nil }
      var place = columns.count
      while place > 0, name <= columns[place - 1].name {
        place -= 1
        if columns[place].name == name { return nil }
      }
      columns.insert(RawColumn(name: name, value: value, line: line), at: place)
      skipSpace()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? columns : nil
  }

  private mutating func value(depth: Int) -> RawValue? {
    skipSpace()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string(isPlain: false).map { .text($0) }
    case UInt8(ascii: "{"): return object(depth: depth + 1).map { .object($0) }
    case UInt8(ascii: "["): return list(depth: depth + 1)
    case UInt8(ascii: "t"): return take("true") ? .plain("true") : nil
    case UInt8(ascii: "f"): return take("false") ? .plain("false") : nil
    case UInt8(ascii: "n"): return take("null") ? RawValue.none : nil
    default: return number()
    }
  }

  private mutating func list(depth: Int) -> RawValue? {
    guard depth <= Self.deepest, take(UInt8(ascii: "[")) else { return nil }
    var values: [RawValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list(values) }
    repeat {
      guard let value = value(depth: depth) else { return nil }
      values.append(value)
      skipSpace()
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .list(values) : nil
  }

  /// A number as the parser would write it; `nil` for shapes that are rare.
  private mutating func number() -> RawValue? {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let first = position
    skipDigits()
    let whole = position - first
    guard whole > 0, whole == 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
    var digits = whole
    let isWhole = !take(UInt8(ascii: "."))
    if !isWhole {
      let point = position
      skipDigits()
      guard position > point else { return nil }
      digits += position - point
    }
    guard position < bytes.count, digits <= Self.mostDigits,
      bytes[position] | 0x20 != UInt8(ascii: "e")
    else { return nil }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole { return text == "-0" ? nil : .number(text) }
    return Double(text).map { .number("\($0)") }
  }

  private mutating func skipDigits() {
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
  }

  // MARK: Texts

  /// - Parameter isPlain: Whether only ASCII without escapes will do.
  private mutating func string(isPlain: Bool) -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    var all: UInt8 = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        guard all < 0x80 || !isPlain else { return nil }
        return String(
          validating: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return isPlain ? nil : escapedString(from: start) }
      guard byte >= 0x20 else { return nil }
      all |= byte
      position += 1
    }
    return nil
  }

  /// Goes on with a text at its first escape.
  private mutating func escapedString(from start: Int) -> String? {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"): guard appendEscape(to: &text) else { return nil }
      case ..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func appendEscape(to text: inout [UInt8]) -> Bool {
    guard position < bytes.count else { return false }
    let sign = bytes[position]
    position += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "u"):
      guard let scalar = escapedScalar() else { return false }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: return false
    }
    return true
  }

  /// The character of `\uXXXX`, or of a pair of them.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    guard let unit = unit(), unit > 0 else { return nil }
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
    guard take("\\u"), let second = self.unit(), UTF16.isTrailSurrogate(second) else { return nil }
    return Unicode.Scalar(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(second & 0x3FF)))
  }

  private mutating func unit() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 4
    return unit
  }

  // MARK: Bytes

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A: lines += 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[position..<end].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    else { return false }
    position = end
    return true
  }
}
