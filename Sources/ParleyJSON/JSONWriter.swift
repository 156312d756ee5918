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
    write("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": write("\\\"")
      case "\\": write("\\\\")
      case "\n": write("\\n")
      case "\r": write("\\r")
      case "\t": write("\\t")
      case "\u{0}"..<"\u{20}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    write("\"")
  }

  private mutating func startLine() {
    guard isPretty else { return }
    write("\n" + String(repeating: "  ", count: depth))
  }

  private mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
