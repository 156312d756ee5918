package import ParleyPlugin

extension ConfigurationSchema {
  /// The table as JSON Schema, draft 7, for editors (`# yaml-language-server: $schema=…`).
  ///
  /// - Parameter plugins: The settings of each plugin that `use:` may name; an entry under
  ///   `plugins:` has to match one of them.
  package static func jsonSchema(plugins: [String: OptionSchema]) -> JSONValue {
    let writer = JSONSchemaWriter(plugins: plugins)
    guard var schema = writer.object(root, SettingPath(), doc: "Settings of Parley.").object else {
      return [:]
    }
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "config.yaml of Parley"
    schema["definitions"] = JSONSchemaWriter.definitions
    return .object(schema)
  }
}

/// Writes options as JSON Schema.
private struct JSONSchemaWriter {
  let plugins: [String: OptionSchema]

  /// Forms that stand in many places.
  static let definitions: JSONValue = [
    "variable": [
      "type": "string", "pattern": "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}",
      "description": "Filled in from the environment.",
    ],
    "file": [
      "type": "object", "properties": ["file": ["type": "string", "minLength": 1]],
      "required": ["file"], "additionalProperties": false,
      "description": "The content of a file, relative to the configuration.",
    ],
  ]

  func object(_ schema: OptionSchema, _ path: SettingPath, doc: String?) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    var required: [JSONValue] = []
    for option in schema.options {
      properties[option.key] = property(option, path.key(option.key))
      if option.presence == .required { required.append(.string(option.key)) }
    }
    var result: [String: JSONValue] = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    if !required.isEmpty { result["required"] = .array(required) }
    if let doc { result["description"] = .string(doc) }
    return .object(result)
  }

  private func property(_ option: Option, _ path: SettingPath) -> JSONValue {
    var result = type(option.type, path).object ?? [:]
    result["description"] = .string(option.doc)
    if case .otherwise(let value) = option.presence { result["default"] = value }
    return .object(result)
  }

  private func type(_ type: OptionType, _ path: SettingPath) -> JSONValue {
    switch type {
    case .text:
      let text: JSONValue = ["type": ["string", "number"]]
      return SettingForm.of(path.pattern) == .textOrFile ? Self.any(text, Self.file) : text
    case .name: return ["type": ["string", "number"], "pattern": "^[A-Za-z0-9._-]+$|\\$\\{"]
    case .path: return ["type": "string", "minLength": 1]
    case .secret: return Self.any(["type": ["string", "number"]], Self.file)
    case .boolean: return Self.any(["type": "boolean"], Self.variable)
    case .integer(let range):
      return Self.any(
        [
          "type": "integer", "minimum": .integer(range.lowerBound),
          "maximum": .integer(range.upperBound),
        ], Self.variable)
    case .number(let range):
      return Self.any(
        [
          "type": "number", "minimum": .number(range.lowerBound),
          "maximum": .number(range.upperBound),
        ], Self.variable)
    case .duration:
      return Self.any(["type": "string", "pattern": "^[0-9]+(ms|s|m|h|d|w)$"], Self.variable)
    case .byteSize:
      let size: JSONValue = [
        "type": ["string", "integer"], "pattern": "^[0-9]+([KMGT]i?B)?$", "minimum": 0,
      ]
      return Self.any(size, Self.variable)
    case .tokenShare:
      let share: [JSONValue] = [
        ["type": "integer", "minimum": 0], ["type": "string", "pattern": "^[0-9]+%?$"],
        Self.variable,
      ]
      guard SettingForm.of(path.pattern) == .shareOrMapping else { return ["anyOf": .array(share)] }
      return ["anyOf": .array(share + [object(ConfigurationSchema.share, path, doc: nil)])]
    case .choice(let words):
      return Self.any(["enum": .array(words.map { .string($0) })], Self.variable)
    case .list(let element):
      let inner = path.index(0)
      let isPlugin = inner.pattern == "plugins[]"
      return ["type": "array", "items": isPlugin ? plugin(inner) : self.type(element, inner)]
    case .map(let element):
      return ["type": "object", "additionalProperties": self.type(element, path.key("*"))]
    case .object(let schema): return object(schema, path, doc: nil)
    case .any: return [:]
    }
  }

  /// One form for each plugin, told apart by `use`.
  private func plugin(_ path: SettingPath) -> JSONValue {
    let branches = plugins.keys.sorted().map { name -> JSONValue in
      var options = ConfigurationSchema.plugin
      let settings = plugins[name] ?? OptionSchema([])
      let isNeeded = settings.options.contains { $0.presence == .required }
      for index in options.options.indices where options.options[index].key == "with" {
        options.options[index].type = .object(settings)
        if isNeeded { options.options[index].presence = .required }
      }
      var branch = object(options, path, doc: nil)
      branch.set(["properties", "use", "const"], .string(name))
      return branch
    }
    return ["oneOf": .array(branches)]
  }

  private static let variable: JSONValue = ["$ref": "#/definitions/variable"]
  private static let file: JSONValue = ["$ref": "#/definitions/file"]

  private static func any(_ forms: JSONValue...) -> JSONValue {
    ["anyOf": .array(forms)]
  }
}
