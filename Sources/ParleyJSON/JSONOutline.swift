package import ParleyPlugin

/// Where the parts of a JSON document stand: so that a long list can be read one element at a time, and
/// never is in memory as values all at once.
///
/// Only quotes, brackets and commas are followed. Each part has to be parsed by itself, which is strict
/// as ever; offsets of errors there count from the part's beginning.
package struct JSONOutline: Sendable {
  private let bytes: [UInt8]

  /// Throws ``JSONError`` for more bytes than the limit. What is wrong inside shows when it is read.
  package init(_ bytes: [UInt8], limit: Int) throws(JSONError) {
    guard bytes.count <= limit else {
      throw JSONError(
        .tooLarge, at: limit, "the document has \(bytes.count) bytes, \(limit) are allowed")
    }
    self.bytes = bytes
  }

  /// The whole document, without blanks around it. Throws when there is nothing.
  package func document() throws(JSONError) -> Range<Int> {
    let start = skipBlanks(from: 0, to: bytes.count)
    var end = bytes.count
    while end > start, JSONOutline.isBlank(bytes[end - 1]) { end -= 1 }
    guard start < end else { throw JSONError(.empty, at: 0, "the document is empty") }
    return start..<end
  }

  /// The value in this range, parsed.
  package func value(in range: Range<Int>) throws(JSONError) -> JSONValue {
    try JSONParser.parse(bytes[range.clamped(to: 0..<bytes.count)], limits: limits)
  }

  /// What a value in this range begins with: `{`, `[`, or something else.
  package func kind(of range: Range<Int>) -> Character? {
    range.first.flatMap { bytes.indices.contains($0) ? Character(UnicodeScalar(bytes[$0])) : nil }
  }

  /// The elements of the list in this range. Throws when it is none.
  package func elements(in range: Range<Int>) throws(JSONError) -> [Range<Int>] {
    var elements: [Range<Int>] = []
    var position = try open(UInt8(ascii: "["), range, "a list")
    if try closes(UInt8(ascii: "]"), at: position, range) { return [] }
    while true {
      let element = try skipValue(from: position, to: range.upperBound)
      elements.append(element)
      position = skipBlanks(from: element.upperBound, to: range.upperBound)
      if try closes(UInt8(ascii: "]"), at: position, range) { return elements }
      position = try pass(UInt8(ascii: ","), at: position, range)
    }
  }

  /// The members of the object in this range, in order. Throws when it is none, or a key stands there
  /// twice.
  package func members(
    in range: Range<Int>
  ) throws(JSONError) -> [(key: String, value: Range<Int>)] {
    var members: [(key: String, value: Range<Int>)] = []
    var position = try open(UInt8(ascii: "{"), range, "an object")
    if try closes(UInt8(ascii: "}"), at: position, range) { return [] }
    while true {
      let name = try skipValue(from: position, to: range.upperBound)
      guard case .string(let key) = try value(in: name) else { throw syntax(name.lowerBound) }
      guard !members.contains(where: { $0.key == key }) else {
        throw .duplicateKey(key, at: name.lowerBound)
      }
      position = skipBlanks(from: name.upperBound, to: range.upperBound)
      let value = try skipValue(
        from: try pass(UInt8(ascii: ":"), at: position, range), to: range.upperBound)
      members.append((key, value))
      position = skipBlanks(from: value.upperBound, to: range.upperBound)
      if try closes(UInt8(ascii: "}"), at: position, range) { return members }
      position = try pass(UInt8(ascii: ","), at: position, range)
    }
  }

  private var limits: JSONLimits { JSONLimits(bytes: bytes.count) }

  // MARK: Walking

  private func open(
    _ bracket: UInt8, _ range: Range<Int>, _ wanted: String
  ) throws(JSONError) -> Int {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty,
      bytes[range.lowerBound] == bracket
    else { throw JSONError(.invalidSyntax, at: range.lowerBound, "expected \(wanted)") }
    return skipBlanks(from: range.lowerBound + 1, to: range.upperBound)
  }

  /// Whether the closing bracket stands here, as the last of the range.
  private func closes(
    _ bracket: UInt8, at position: Int, _ range: Range<Int>
  ) throws(JSONError) -> Bool {
    guard position < range.upperBound else { throw syntax(position) }
    guard bytes[position] == bracket else { return false }
    guard position == range.upperBound - 1 else { throw syntax(position + 1) }
    return true
  }

  private func pass(
    _ sign: UInt8, at position: Int, _ range: Range<Int>
  ) throws(JSONError) -> Int {
    guard position < range.upperBound, bytes[position] == sign else { throw syntax(position) }
    return skipBlanks(from: position + 1, to: range.upperBound)
  }

  private func skipBlanks(from start: Int, to end: Int) -> Int {
    var position = start
    while position < end, JSONOutline.isBlank(bytes[position]) { position += 1 }
    return position
  }

  /// The value that begins here. Brackets are counted, not matched: the parser does that.
  private func skipValue(from start: Int, to end: Int) throws(JSONError) -> Range<Int> {
    var position = start
    var depth = 0
    walk: while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""): position = try skipString(from: position, to: end)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        position += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { break walk }
        depth -= 1
        position += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        if depth == 0 { break walk }
        position += 1
      case let byte where JSONOutline.isBlank(byte) && depth == 0: break walk
      default: position += 1
      }
      // A text or bracket that has ended ends the value.
      if depth == 0, JSONOutline.ends(bytes[position - 1]) { break walk }
    }
    guard position > start, depth == 0 else { throw syntax(position) }
    return start..<position
  }

  /// Behind the closing quote.
  private func skipString(from start: Int, to end: Int) throws(JSONError) -> Int {
    var position = start + 1
    while position < end, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < end else { throw syntax(start) }
    return position + 1
  }

  private func syntax(_ offset: Int) -> JSONError {
    JSONError(
      .invalidSyntax, at: min(offset, bytes.count), "this is not where the document may go on")
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
