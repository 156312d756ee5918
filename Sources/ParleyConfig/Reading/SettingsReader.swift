import ParleyPlugin

/// Walks the tree of a configuration along the table and collects every problem on the way.
///
/// What comes out has every default filled in and every path made absolute; a value that was wrong
/// is missing from it, so that later checks see only what can be trusted.
struct SettingsReader {
  /// The configuration file as it was given, for messages.
  let file: String
  /// Reads what `{file: …}` names and makes paths absolute.
  let files: ConfigurationFiles
  let interpolation: Interpolation
  /// The settings of each plugin that `use:` may name.
  let plugins: [String: OptionSchema]

  private(set) var diagnostics: [Diagnostic] = []
  /// Where settings stand, by their path.
  private(set) var marks: [String: YAMLMark] = [:]
  private(set) var secrets: [Secret] = []
  /// The files that settings name, absolute, whether they could be read or not.
  private(set) var filesNamed: [String] = []

  init(
    file: String, files: ConfigurationFiles, environment: [String: String],
    plugins: [String: OptionSchema]
  ) {
    self.file = file
    self.files = files
    interpolation = Interpolation(environment: environment)
    self.plugins = plugins
  }

  /// The whole configuration; `nil` stands for an empty file.
  mutating func read(_ root: YAMLNode?) -> JSONValue {
    let top = YAMLMark(line: 1, column: 1)
    guard let root else {
      return object(YAMLNode(.mapping([]), at: top), ConfigurationSchema.root, SettingPath())
    }
    guard root.entries != nil else {
      report(
        "expected a mapping with keys such as 'upstreams:' and 'personas:'", root, SettingPath())
      return .object([:])
    }
    return object(root, ConfigurationSchema.root, SettingPath())
  }

  mutating func report(
    _ message: String, _ node: YAMLNode, _ path: SettingPath,
    severity: Diagnostic.Severity = .error
  ) {
    diagnostics.append(
      Diagnostic(
        file: file, line: node.mark.line, column: node.mark.column, path: path.text,
        message: message, severity: severity))
  }

  mutating func keep(_ secret: Secret) {
    secrets.append(secret)
  }

  mutating func keep(fileNamed path: String) {
    filesNamed.append(files.absolute(path))
  }

  /// Reads one value; `nil` when it is wrong, which has then been reported, or not there.
  mutating func value(_ node: YAMLNode, _ type: OptionType, _ path: SettingPath) -> JSONValue? {
    marks[path.text] = node.mark
    switch type {
    case .object(let schema):
      guard node.entries != nil else {
        report("expected a mapping with \(keys(of: schema))", node, path)
        return nil
      }
      return object(node, schema, path)
    case .list(let element): return list(node, element, path)
    case .map(let element): return map(node, element, path)
    case .any: return any(node, path)
    case .secret: return secret(node, path)
    case .tokenShare where node.entries != nil && SettingForm.of(path.pattern) == .shareOrMapping:
      return object(node, ConfigurationSchema.share, path)
    default: return scalar(node, type, path)
    }
  }

  private func keys(of schema: OptionSchema) -> String {
    schema.options.map(\.key).joined(separator: ", ")
  }

  private mutating func object(
    _ node: YAMLNode, _ schema: OptionSchema, _ path: SettingPath
  ) -> JSONValue {
    marks[path.text] = node.mark
    var members: [String: JSONValue] = [:]
    for entry in node.entries ?? [] {
      let key = entry.key.text ?? ""
      marks[path.key(key).text] = entry.value.mark
      if schema[key] == nil {
        let known = schema.options.map(\.key)
        report(
          "unknown key '\(key.prefix(80))'" + NearestName.advice(key, among: known), entry.key, path
        )
      }
    }
    for option in schema.options {
      let inner = path.key(option.key)
      let type = type(of: option, in: node, inner)
      if let written = node[option.key], !isLeftOut(written, type) {
        members[option.key] = value(written, type, inner)
      } else {
        members[option.key] = absent(option, type, in: node, inner)
      }
    }
    return .object(members)
  }

  /// The type in the table, but for a plugin's own settings that of the plugin.
  private func type(of option: Option, in node: YAMLNode, _ path: SettingPath) -> OptionType {
    guard path.pattern == ConfigurationSchema.pluginOptions, let use = node["use"]?.text else {
      return option.type
    }
    // What was written for an unknown plugin is let pass: its name is the problem.
    return plugins[use].map { .object($0) } ?? option.type
  }

  /// A list or mapping under whose key nothing stands, as when all its lines are commented out.
  private func isLeftOut(_ node: YAMLNode, _ type: OptionType) -> Bool {
    guard case .scalar("", .plain) = node.content else { return false }
    switch type {
    case .list, .map, .object: return true
    default: return false
    }
  }

  private mutating func absent(
    _ option: Option, _ type: OptionType, in node: YAMLNode, _ path: SettingPath
  ) -> JSONValue? {
    switch option.presence {
    case .required:
      report("missing; \(option.doc)", node, path)
      return nil
    case .optional:
      return nil
    case .otherwise(let value):
      marks[path.text] = node.mark
      switch (type, value) {
      // Defaults of its own members, and members that have none.
      case (.object(let schema), .object(let members)) where members.isEmpty:
        return object(YAMLNode(.mapping([]), at: node.mark), schema, path)
      case (.path, .string(let text)): return .string(files.absolute(text))
      default: return value
      }
    }
  }

  private mutating func list(
    _ node: YAMLNode, _ element: OptionType, _ path: SettingPath
  ) -> JSONValue? {
    guard let elements = node.elements else {
      report("expected a list; write [value] or lines that begin with '- '", node, path)
      return nil
    }
    // A wrong element keeps its place, so that the paths of those behind it stay true.
    let values = elements.enumerated().map { index, node in
      value(node, element, path.index(index)) ?? .null
    }
    if SettingForm.of(path.pattern) == .command {
      return command(values, node, path)
    }
    return .array(values)
  }

  private mutating func map(
    _ node: YAMLNode, _ element: OptionType, _ path: SettingPath
  ) -> JSONValue? {
    guard let entries = node.entries else {
      report("expected a mapping of names to values", node, path)
      return nil
    }
    var members: [String: JSONValue] = [:]
    for entry in entries {
      let key = entry.key.text ?? ""
      members[key] = value(entry.value, element, path.key(key))
    }
    return .object(members)
  }

  /// Any value: scalars by the core schema, after variables are filled in.
  private mutating func any(_ node: YAMLNode, _ path: SettingPath) -> JSONValue? {
    switch node.content {
    case .scalar(_, let style):
      guard let text = filled(node, path)?.text else { return nil }
      return YAMLNode(.scalar(text, style), at: node.mark).resolved()
    case .sequence: return list(node, .any, path)
    case .mapping: return map(node, .any, path)
    }
  }

  private mutating func command(
    _ values: [JSONValue], _ node: YAMLNode, _ path: SettingPath
  ) -> JSONValue? {
    let words = values.compactMap(\.string)
    guard words.count == values.count else { return nil }
    switch files.command(words) {
    case .success(let command): return .array(command.map { .string($0) })
    case .failure(let fault):
      report(fault.message, node, path)
      return nil
    }
  }

  /// A scalar's text with variables filled in; `nil` after a fault.
  mutating func filled(_ node: YAMLNode, _ path: SettingPath) -> Interpolation.Result? {
    let result = interpolation.fill(node.text ?? "")
    for fault in result.faults { report(fault, node, path) }
    return result.faults.isEmpty ? result : nil
  }
}
