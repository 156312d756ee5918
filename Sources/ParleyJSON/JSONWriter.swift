package import ParleyPlugin

/// Writes JSON: the same value always gives the same bytes.
///
/// Keys are sorted. Text outside ASCII is written as it is, except for the characters that some
/// reader takes as the end of a line (U+0085, U+2028, U+2029): a compact document is one line to
/// every reader. Numbers are the shortest that read back as the same number; infinity and
/// not-a-number, which JSON cannot say, are written as `null`.
package enum JSONWriter {
  /// The document as text; `pretty` puts every member on a line of its own, indented by two spaces.
  package static func string(_ value: JSONValue, pretty: Bool = false) -> String {
    String(decoding: bytes(value, pretty: pretty), as: UTF8.self)
  }

  /// The document as UTF-8.
  package static func bytes(_ value: JSONValue, pretty: Bool = false) -> [UInt8] {
    var output = JSONOutput(isPretty: pretty)
    output.append(value)
    return output.bytes
  }
}

/// A document while it is being written.
private struct JSONOutput {
  let isPretty: Bool
  var bytes: [UInt8] = []
  private var depth = 0

  init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  mutating func append(_ value: JSONValue) {
    switch value {
    case .null: write("null")
    case .boolean(let value): write(value ? "true" : "false")
    case .integer(let value): write("\(value)")
    case .number(let value): write(value.isFinite ? "\(value)" : "null")
    case .string(let text): append(text: text)
    case .array(let elements):
      append(elements, between: "[", and: "]") { output, element in output.append(element) }
    case .object(let members):
      append(members.sorted { $0.key < $1.key }, between: "{", and: "}") { output, member in
        output.append(text: member.key)
        output.write(output.isPretty ? ": " : ":")
        output.append(member.value)
      }
    }
  }

  private mutating func append<Item>(
    _ items: [Item], between opening: String, and closing: String,
    _ appendItem: (inout JSONOutput, Item) -> Void
  ) {
    write(opening)
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { write(",") }
      startLine()
      appendItem(&self, item)
    }
    depth -= 1
    if !items.isEmpty { startLine() }
    write(closing)
  }

  private mutating func append(text: String) {
    var text = text
    write("\"")
    text.withUTF8 { source in
      var start = 0
      var position = 0
      while position < source.count {
        guard let length = JSONOutput.escapedLength(source, at: position) else {
          position += 1
          continue
        }
        bytes.append(contentsOf: source[start..<position])
        escape(source[position..<(position + length)])
        position += length
        start = position
      }
      bytes.append(contentsOf: source[start...])
    }
    write("\"")
  }

  /// How many bytes make the character that begins here, when it must not stand as it is. The text is
  /// valid UTF-8; most of it is passed over byte by byte.
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
      write(String(control, radix: 16))
    case 0xC2: write("\\u0085")
    case 0xE2: write(character.last == 0xA8 ? "\\u2028" : "\\u2029")
    default: break
    }
  }

  private mutating func startLine() {
    guard isPretty else { return }
    write("\n" + String(repeating: "  ", count: depth))
  }

  private mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
