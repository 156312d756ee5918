/// Goes over a JSON document once, byte by byte, for readers that need a member or two of it.
///
/// Of the few hundred bytes that bring a token a handful matter; a tree of the rest is most of the
/// work of reading it. The scanner accepts only what ``UpstreamJSON`` reads too, and reads it the
/// same. Of everything else, also of much that is right but rare, it says that it is ``Unusual``, and
/// the caller parses the document in full.
struct JSONScanner {
  /// The document is not of the kind that can be read in passing. It may be right or wrong.
  struct Unusual: Error {}

  /// A text in the document, without its quotes.
  struct Text {
    fileprivate let range: Range<Int>
    fileprivate let hasEscapes: Bool
  }

  /// The names of one object so far: the same one twice is refused.
  ///
  /// Kept as hashes, since equal names have equal ones; different names with equal ones are unusual.
  struct Names {
    fileprivate var hashes = InlineArray<16, UInt64>(repeating: 0)
    fileprivate var count = 0

    fileprivate mutating func insert(_ hash: UInt64) throws(Unusual) {
      guard count < hashes.count else { throw Unusual() }
      for index in 0..<count where hashes[index] == hash { throw Unusual() }
      hashes[count] = hash
      count += 1
    }
  }

  /// The most digits of a number: far from all limits of numbers.
  private static let digits = 18

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Takes this sign, after white space.
  mutating func take(_ sign: Unicode.Scalar) throws(Unusual) {
    guard try peek() == UInt8(ascii: sign) else { throw Unusual() }
    position += 1
  }

  /// Takes a word such as `null`, after white space.
  mutating func take(word: StaticString) throws(Unusual) {
    _ = try peek()
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, spells(word, position..<end) else { throw Unusual() }
    position = end
  }

  /// The name of the next member of an object whose brace has been taken, with its colon; `nil` at
  /// the closing brace.
  mutating func name(in names: inout Names) throws(Unusual) -> Text? {
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return nil
    }
    if names.count > 0 { try take(",") }
    try take("\"")
    let start = position
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    while true {
      let byte = try next()
      if byte == UInt8(ascii: "\"") { break }
      // Names that Unicode takes as equal differ outside ASCII only.
      guard (0x20..<0x80).contains(byte), byte != UInt8(ascii: "\\") else { throw Unusual() }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let name = Text(range: start..<position - 1, hasEscapes: false)
    try names.insert(hash)
    try take(":")
    return name
  }

  /// Takes a text; `nil` when there is `null` instead.
  mutating func textOrNull() throws(Unusual) -> Text? {
    if try peek() == UInt8(ascii: "n") {
      try take(word: "null")
      return nil
    }
    return try text()
  }

  mutating func text() throws(Unusual) -> Text {
    try take("\"")
    let start = position
    var hasEscapes = false
    while true {
      let byte = try next()
      if byte == UInt8(ascii: "\"") { break }
      guard byte >= 0x20 else { throw Unusual() }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape()
      }
    }
    return Text(range: start..<position - 1, hasEscapes: hasEscapes)
  }

  /// Passes over any value with at most `depth` objects or lists around what is in it.
  mutating func skipValue(depth: Int = 4) throws(Unusual) {
    switch try peek() {
    case UInt8(ascii: "\""): _ = try text()
    case UInt8(ascii: "n"): try take(word: "null")
    case UInt8(ascii: "t"): try take(word: "true")
    case UInt8(ascii: "f"): try take(word: "false")
    case UInt8(ascii: "{") where depth > 0: try skipObject(depth: depth - 1)
    case UInt8(ascii: "[") where depth > 0: try skipList(depth: depth - 1)
    default: try skipNumber()
    }
  }

  /// The document must be over.
  mutating func end() throws(Unusual) {
    skipSpace()
    guard position == bytes.count else { throw Unusual() }
  }

  /// Whether a text is these ASCII signs.
  func spells(_ word: StaticString, _ text: Text) -> Bool {
    !text.hasEscapes && spells(word, text.range)
  }

  /// Whether a text is the same as another, byte by byte.
  func spells(_ other: String, _ text: Text) -> Bool {
    !text.hasEscapes && bytes[text.range].elementsEqual(other.utf8)
  }

  func isEmpty(_ text: Text) -> Bool { text.range.isEmpty }

  /// The text itself; each bad sequence of UTF-8 becomes U+FFFD.
  func string(_ text: Text) -> String {
    guard text.hasEscapes else { return String(decoding: bytes[text.range], as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.range.count)
    var place = text.range.lowerBound
    while place < text.range.upperBound {
      let byte = bytes[place]
      place += 1
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        continue
      }
      let sign = bytes[place]
      place += 1
      switch sign {
      case UInt8(ascii: "n"): plain.append(10)
      case UInt8(ascii: "t"): plain.append(9)
      case UInt8(ascii: "r"): plain.append(13)
      case UInt8(ascii: "b"): plain.append(8)
      case UInt8(ascii: "f"): plain.append(12)
      case UInt8(ascii: "u"):
        plain += Unicode.Scalar(unit(at: place)).map { Array(String($0).utf8) } ?? []
        place += 4
      default: plain.append(sign)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

extension JSONScanner {
  private mutating func skipObject(depth: Int) throws(Unusual) {
    try take("{")
    var names = Names()
    while try name(in: &names) != nil { try skipValue(depth: depth) }
  }

  private mutating func skipList(depth: Int) throws(Unusual) {
    try take("[")
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return
    }
    while true {
      try skipValue(depth: depth)
      if try peek() == UInt8(ascii: "]") { break }
      try take(",")
    }
    position += 1
  }

  /// Passes over a number without exponent. What may follow it is for the caller to see.
  private mutating func skipNumber() throws(Unusual) {
    if try peek() == UInt8(ascii: "-") { position += 1 }
    let start = position
    try skipDigits()
    guard position == start + 1 || bytes[start] != UInt8(ascii: "0") else { throw Unusual() }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(Unusual) {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
    {
      position += 1
    }
    guard (1...Self.digits).contains(position - start) else { throw Unusual() }
  }

  /// Passes over what follows a backslash. NULs and surrogates may have to be replaced: unusual.
  private mutating func skipEscape() throws(Unusual) {
    switch try next() {
    case UInt8(ascii: "n"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      break
    case UInt8(ascii: "u"):
      guard position + 4 <= bytes.count else { throw Unusual() }
      let unit = unit(at: position)
      guard unit != 0, !UTF16.isSurrogate(unit) else { throw Unusual() }
      position += 4
    default:
      throw Unusual()
    }
  }

  /// The code unit that these four hexadecimal digits write; 0 when they are none.
  private func unit(at place: Int) -> UInt16 {
    var unit: UInt16 = 0
    for byte in bytes[place..<place + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return 0
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private func spells(_ word: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for index in 0..<range.count
    where bytes[range.lowerBound + index] != word.utf8Start[index] { return false }
    return true
  }

  /// The next byte that is not white space, which stays.
  private mutating func peek() throws(Unusual) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw Unusual() }
    return bytes[position]
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 32, 10, 13, 9: position += 1
      default: return
      }
    }
  }

  private mutating func next() throws(Unusual) -> UInt8 {
    guard position < bytes.count else { throw Unusual() }
    defer { position += 1 }
    return bytes[position]
  }
}
