package import ParleyPlugin

/// Writes values as YAML for people; ``YAMLDocument`` and ``YAMLNode/resolved()`` read the same back.
package enum YAMLWriter {
  /// A document in block style.
  ///
  /// - Parameter schema: Gives the order of keys; others follow, sorted.
  package static func string(_ value: JSONValue, order schema: OptionSchema? = nil) -> String {
    var text = ""
    switch value {
    case .object(let members) where !members.isEmpty: write(members, schema, 0, into: &text)
    case .array(let elements) where !elements.isEmpty: write(elements, schema, 0, into: &text)
    default: text += scalar(value, indentation: 0) + "\n"
    }
    return text
  }

  /// A value in one line.
  static func flow(_ value: JSONValue) -> String {
    switch value {
    case .array(let elements):
      return "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .object(let members):
      let entries = members.sorted { $0.key < $1.key }.map {
        "\(YAMLScalar.quoted($0.key)): \(flow($0.value))"
      }
      return "{" + entries.joined(separator: ", ") + "}"
    case .string(let text): return YAMLScalar.inLine(text)
    default: return scalar(value, indentation: 0)
    }
  }

  private static func write(
    _ members: [String: JSONValue], _ schema: OptionSchema?, _ depth: Int, into text: inout String
  ) {
    var isFirst = true
    for (key, value) in ordered(members, schema) {
      // The first key of a list's element stands behind its dash.
      if !isFirst || text.last == "\n" || text.isEmpty { text += indentation(depth) }
      isFirst = false
      text += YAMLScalar.inLine(key) + ":"
      let inner = schema?[key].flatMap(\.type.inner)
      switch value {
      case .object(let members) where !members.isEmpty:
        text += "\n"
        write(members, inner, depth + 1, into: &text)
      case .array(let elements) where !elements.isEmpty:
        text += "\n"
        write(elements, inner, depth + 1, into: &text)
      default:
        text += " " + scalar(value, indentation: depth + 1) + "\n"
      }
    }
  }

  private static func write(
    _ elements: [JSONValue], _ schema: OptionSchema?, _ depth: Int, into text: inout String
  ) {
    for element in elements {
      if text.last == "\n" || text.isEmpty { text += indentation(depth) }
      text += "- "
      switch element {
      case .object(let members) where !members.isEmpty:
        write(members, schema, depth + 1, into: &text)
      case .array(let elements) where !elements.isEmpty:
        write(elements, nil, depth + 1, into: &text)
      default:
        text += scalar(element, indentation: depth + 1) + "\n"
      }
    }
  }

  private static func ordered(
    _ members: [String: JSONValue], _ schema: OptionSchema?
  ) -> [(String, JSONValue)] {
    let known = schema?.options.map(\.key).filter { members[$0] != nil } ?? []
    let others = members.keys.filter { !known.contains($0) }.sorted()
    return (known + others).compactMap { key in members[key].map { (key, $0) } }
  }

  private static func scalar(_ value: JSONValue, indentation depth: Int) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): value.isFinite ? "\(value)" : YAMLScalar.quoted("\(value)")
    case .string(let text):
      YAMLScalar.block(text, indentation: indentation(max(depth, 1))) ?? YAMLScalar.inLine(text)
    case .array: "[]"
    case .object: "{}"
    }
  }

  private static func indentation(_ depth: Int) -> String {
    String(repeating: "  ", count: depth)
  }
}

extension OptionType {
  /// The settings inside a mapping or inside the elements of a list.
  fileprivate var inner: OptionSchema? {
    switch self {
    case .object(let schema): schema
    case .list(let element): element.inner
    default: nil
    }
  }
}
