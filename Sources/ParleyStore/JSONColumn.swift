import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// JSON in a column of text.
enum JSONColumn {
  /// What SQLite keeps in one value, and what Jansson nests.
  private static let limits = JSONLimits(bytes: 16 << 20, depth: 2000)

  /// The text to store. NUL, which the strict reader refuses, becomes U+FFFD: whatever is stored can
  /// be read back.
  static func text(_ value: JSONValue) -> String {
    let text = JSONWriter.string(value)
    // Hardly any value holds one, and a copy of a trace costs more than this look at its text.
    return text.holdsEscapedNUL ? JSONWriter.string(value.withoutNUL) : text
  }

  /// One line for a file that others read: as it is, NUL written as an escape.
  static func line(_ value: JSONValue) -> String {
    JSONWriter.string(value)
  }

  /// Reads a stored text; `place` says where it stood.
  static func value(_ text: String, in place: @autoclosure () -> String) throws -> JSONValue {
    // What most messages have: no citations, no notices, no knowledge.
    if text == "[]" { return .array([]) }
    if text == "{}" { return .object([:]) }
    do {
      return try JSONParser.parse(text, limits: limits)
    } catch {
      throw UnreadableColumn(place: place(), reason: "\(error)")
    }
  }
}

/// A stored value that is not what we store there.
struct UnreadableColumn: Error {
  let place: String
  let reason: String
}

extension JSONValue {
  fileprivate var withoutNUL: JSONValue {
    switch self {
    case .string(let text): .string(text.withoutNUL)
    case .array(let elements): .array(elements.map(\.withoutNUL))
    case .object(let members):
      .object(
        Dictionary(
          members.map { ($0.key.withoutNUL, $0.value.withoutNUL) }, uniquingKeysWith: { $1 }))
    case .null, .boolean, .integer, .number: self
    }
  }
}

extension String {
  /// Whether a NUL stands in this JSON, written as an escape; perhaps also when a backslash does
  /// before `u0000`.
  fileprivate var holdsEscapedNUL: Bool {
    var text = self
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while let escape = rest.firstIndex(of: UInt8(ascii: "\\")) {
        rest = rest[(escape + 1)...]
        if rest.starts(with: "u0000".utf8) { return true }
      }
      return false
    }
  }

  fileprivate var withoutNUL: String {
    guard utf8.contains(0) else { return self }
    var scalars = UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar == "\0" ? "\u{fffd}" : scalar) }
    return String(scalars)
  }
}
