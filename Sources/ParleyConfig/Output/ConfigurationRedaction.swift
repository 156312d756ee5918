import ParleyPlugin

/// Takes secrets out of a configuration's tree, by the table.
struct ConfigurationRedaction {
  let plugins: [String: OptionSchema]

  func redacted(_ value: JSONValue) -> JSONValue {
    redacted(value, .object(ConfigurationSchema.root), SettingPath())
  }

  private func redacted(_ value: JSONValue, _ type: OptionType, _ path: SettingPath) -> JSONValue {
    switch (type, value) {
    case (.secret, .string(let text)):
      return text.isEmpty ? value : "***"
    case (.list(let element), .array(let elements)):
      return .array(
        elements.enumerated().map { redacted($0.element, element, path.index($0.offset)) })
    case (.map(let element), .object(let members)):
      return .object(
        Dictionary(
          members.map { ($0.key, redacted($0.value, element, path.key($0.key))) },
          uniquingKeysWith: { _, last in last }))
    case (.object(let schema), .object(var members)):
      for option in schema.options {
        guard let member = members[option.key] else { continue }
        let inner = path.key(option.key)
        var type = option.type
        if inner.pattern == ConfigurationSchema.pluginOptions, let use = value["use"]?.string,
          let schema = plugins[use]
        {
          type = .object(schema)
        }
        members[option.key] = redacted(member, type, inner)
      }
      return .object(members)
    default:
      return value
    }
  }
}
