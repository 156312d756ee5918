import ParleyPlugin

/// A document while it is being written.
///
/// Every turn writes its trace, so the bytes go straight into one array: no text is made for what is
/// a handful of ASCII.
struct JSONOutput {
  let isPretty: Bool
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  init(isPretty: Bool) {
    self.isPretty = isPretty
    bytes.reserveCapacity(512)
  }

  mutating func append(_ value: JSONValue) {
    switch value {
    case .null: write("null")
    case .boolean(let value): write(value ? "true" : "false")
    case .integer(let value): append(integer: value)
    case .number(let value):
      append(text: value.isFinite ? value.description : "null", isQuoted: false)
    case .string(let text): append(text: text)
    case .array(let elements): append(elements)
    case .object(let members): append(members)
    }
  }

  private mutating func append(_ elements: [JSONValue]) {
    bytes.append(UInt8(ascii: "["))
    depth += 1
    var isFirst = true
    for element in elements {
      beginItem(isFirst: isFirst)
      isFirst = false
      append(element)
    }
    depth -= 1
    if !isFirst { startLine() }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func append(_ members: [String: JSONValue]) {
    bytes.append(UInt8(ascii: "{"))
    depth += 1
    var isFirst = true
    // Places are sorted, not members: those are dear to move.
    for place in members.indices.sorted(by: { members[$0].key < members[$1].key }) {
      beginItem(isFirst: isFirst)
      isFirst = false
      append(text: members[place].key)
      bytes.append(UInt8(ascii: ":"))
      if isPretty { bytes.append(UInt8(ascii: " ")) }
      append(members[place].value)
    }
    depth -= 1
    if !isFirst { startLine() }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func beginItem(isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    startLine()
  }

  private mutating func append(integer: Int) {
    guard (0..<10).contains(integer) else {
      return append(text: integer.description, isQuoted: false)
    }
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: integer))
  }

  private mutating func append(text: String, isQuoted: Bool = true) {
    var text = text
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    text.withUTF8 { source in
      var start = 0
      var position = 0
      while position < source.count {
        // Nearly everything is passed over here.
        guard JSONOutput.mayNeedEscape[Int(source[position])],
          let length = JSONOutput.escapedLength(source, at: position)
        else {
          position += 1
          continue
        }
        append(source[start..<position])
        escape(source[position..<(position + length)])
        position += length
        start = position
      }
      append(source[start...])
    }
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }

  private mutating func append(_ piece: Slice<UnsafeBufferPointer<UInt8>>) {
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece))
  }

  /// By byte: whether a character that must not stand as it is can begin with it.
  private static let mayNeedEscape: [Bool] = (0...255).map { byte in
    byte < 0x20 || [UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xC2, 0xE2].contains(UInt8(byte))
  }

  /// How many bytes make the character that begins here, when it must not stand as it is. The text is
  /// valid UTF-8.
  private static func escapedLength(
    _ text: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Int? {
    switch text[position] {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: 1
    case 0xC2 where text[position + 1] == 0x85: 2
    case 0xE2 where text[position + 1] == 0x80 && text[position + 2] & 0xFE == 0xA8: 3
    default: nil
    }
  }

  private mutating func escape(_ character: Slice<UnsafeBufferPointer<UInt8>>) {
    switch character.first {
    case UInt8(ascii: "\""): write("\\\"")
    case UInt8(ascii: "\\"): write("\\\\")
    case UInt8(ascii: "\n"): write("\\n")
    case UInt8(ascii: "\r"): write("\\r")
    case UInt8(ascii: "\t"): write("\\t")
    case let control? where control < 0x80:
      write(control < 0x10 ? "\\u000" : "\\u00")
      append(text: String(control, radix: 16), isQuoted: false)
    case 0xC2: write("\\u0085")
    case 0xE2: write(character.last == 0xA8 ? "\\u2028" : "\\u2029")
    default: break
    }
  }

  private mutating func startLine() {
    guard isPretty else { return }
    write("\n")
    for _ in 0..<depth { write("  ") }
  }

  private mutating func write(_ signs: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: signs.utf8Start, count: signs.utf8CodeUnitCount))
  }
}
