import ParleyPlugin

/// An object of JSON-LD in the vocabulary of schema.org, by the names of its properties.
struct SchemaOrgNode {
  let members: [String: JSONValue]

  /// `nil` for what is no object.
  init?(_ value: JSONValue?) {
    guard let members = value?.object else { return nil }
    self.members = members
  }

  /// Its types without the vocabulary's address.
  var types: [String] { Self.words(members["@type"]) }

  subscript(name: String) -> JSONValue? { members[name] ?? members["schema:\(name)"] }

  /// The objects of a property that has one or a list of them.
  func nodes(_ name: String) -> [SchemaOrgNode] {
    switch self[name] {
    case .array(let values)?: values.compactMap { SchemaOrgNode($0) }
    case let value: SchemaOrgNode(value).map { [$0] } ?? []
    }
  }

  /// The texts of a property; an object stands for its name.
  func texts(_ name: String) -> [String] { Self.texts(self[name]) }

  func text(_ name: String) -> String? { texts(name).first }

  /// The text of the first of these properties that has one.
  func text(ofFirst names: [String]) -> String? {
    for name in names { if let text = text(name) { return text } }
    return nil
  }

  /// A property as a column's value: numbers keep their point.
  func raw(_ name: String) -> RawValue {
    switch self[name] {
    case .integer(let number)?: .number(String(number))
    case .number(let number)?: .number("\(number)")
    case .string(let text)?: .plain(text.trimmed)
    default: text(name).map { .plain($0) } ?? .none
    }
  }

  /// Values of a vocabulary, such as `https://schema.org/InStock`: the last part.
  static func words(_ value: JSONValue?) -> [String] {
    texts(value).map { text in
      let end = text.lastIndex { $0 == "/" || $0 == "#" || $0 == ":" }
      return end.map { String(text[text.index(after: $0)...]) } ?? text
    }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let text)?: text.trimmed.nonEmpty.map { [$0] } ?? []
    case .integer(let number)?: [String(number)]
    case .number(let number)?: ["\(number)"]
    case .boolean(let value)?: [value ? "true" : "false"]
    case .array(let values)?: values.flatMap { texts($0) }
    case .object(let members)?:
      texts(members["name"] ?? members["@value"] ?? members["url"] ?? members["@id"])
    case .null?, nil: []
    }
  }
}
