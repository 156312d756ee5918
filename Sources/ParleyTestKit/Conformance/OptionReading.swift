import ParleyPlugin

/// Reads the settings of a plugin by its schema, as the configuration does: fills in defaults, refuses
/// unknown keys, missing and wrong values.
struct OptionReading {
  private let schema: OptionSchema

  init(_ schema: OptionSchema) {
    self.schema = schema
  }

  /// Throws ``PluginError`` naming the first setting that is wrong.
  func filled(_ written: JSONValue, at path: String = "with") throws -> JSONValue {
    guard let members = written.object else { throw PluginError("\(path): expected a mapping") }
    if let unknown = members.keys.sorted().first(where: { schema[$0] == nil }) {
      throw PluginError("\(path): the schema has no option '\(unknown)'")
    }
    var filled: [String: JSONValue] = [:]
    for option in schema.options {
      let place = "\(path).\(option.key)"
      if let value = members[option.key] {
        filled[option.key] = try OptionReading.value(value, option.type, place)
        continue
      }
      switch option.presence {
      case .required: throw PluginError("\(place): is required; give it to PluginConformance")
      case .optional: break
      case .otherwise(let value):
        filled[option.key] = try OptionReading.value(value, option.type, "\(place) (its default)")
      }
    }
    return .object(filled)
  }

  private static func value(
    _ value: JSONValue, _ type: OptionType, _ path: String
  ) throws -> JSONValue {
    switch type {
    case .list(let element):
      guard let values = value.array else { throw PluginError("\(path): expected a list") }
      return .array(
        try values.enumerated().map { try self.value($1, element, "\(path)[\($0)]") })
    case .map(let element):
      guard let members = value.object else { throw PluginError("\(path): expected a mapping") }
      return .object(
        try Dictionary(
          uniqueKeysWithValues: members.map { ($0, try self.value($1, element, "\(path).\($0)")) }))
    case .object(let schema): return try OptionReading(schema).filled(value, at: path)
    case .any: return value
    default:
      guard isValid(value, type) else {
        throw PluginError("\(path): does not fit its type, \(type)")
      }
      return value
    }
  }

  private static func isValid(_ value: JSONValue, _ type: OptionType) -> Bool {
    switch type {
    case .text, .path, .secret: value.string != nil
    case .name:
      value.string.map { text in
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
      } ?? false
    case .boolean: value.boolean != nil
    case .integer(let range): value.integer.map(range.contains) ?? false
    case .number(let range): value.number.map(range.contains) ?? false
    case .duration(let range):
      value.string.flatMap { Duration(withUnit: $0) }.map(range.contains) ?? false
    case .byteSize(let range):
      (value.integer.map { ByteSize(bytes: $0) } ?? value.string.flatMap { ByteSize($0) })
        .map(range.contains) ?? false
    case .tokenShare:
      value.integer.map { $0 >= 0 } ?? value.string.map { TokenShare($0) != nil } ?? false
    case .choice(let words): value.string.map(words.contains) ?? false
    case .list, .map, .object, .any: true
    }
  }
}

/// Whether a schema says what its readers need.
struct SchemaChecks {
  let schema: OptionSchema
  let name: String

  var findings: [String] {
    var findings: [String] = []
    if name.isEmpty || !name.allSatisfy({ $0.isLetter || $0.isNumber }) {
      findings.append("name '\(name)' is no word of letters and digits: `use:` names it")
    }
    var seen: Set<String> = []
    for option in schema.options {
      if !seen.insert(option.key).inserted {
        findings.append("the schema lists '\(option.key)' twice")
      }
      if option.key.isEmpty
        || !option.key.allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" })
      {
        findings.append("option '\(option.key)': write keys in lower case with underscores")
      }
      if option.doc.isEmpty {
        findings.append("option '\(option.key)' has no doc: the reference would have a hole")
      }
    }
    return findings
  }
}
