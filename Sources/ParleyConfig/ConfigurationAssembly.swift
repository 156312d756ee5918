import ParleyPlugin

/// The way from a tree to a loaded configuration: read, check, fill in, type.
struct ConfigurationAssembly {
  let file: String
  let files: ConfigurationFiles
  let environment: [String: String]
  let plugins: [String: OptionSchema]
  private var diagnostics: [Diagnostic] = []
  private var filesNamed: [String] = []

  init(
    file: String, files: ConfigurationFiles, environment: [String: String],
    plugins: [String: OptionSchema]
  ) {
    self.file = file
    self.files = files
    self.environment = environment
    self.plugins = plugins
  }

  mutating func load(
    _ root: YAMLNode?, path: String, currentDirectory: String
  ) throws(ConfigurationErrors) -> LoadedConfiguration {
    var reader = SettingsReader(
      file: file, files: files, environment: environment, plugins: plugins)
    var value = reader.read(root)
    filesNamed = reader.filesNamed
    var checks = CrossChecks(value, file: file, marks: reader.marks, plugins: plugins)
    diagnostics = reader.diagnostics + checks.run()
    try refuseErrors()

    if let directory = environment["PARLEY_DATA_DIR"], !directory.isEmpty {
      value.set(
        ["storage", "directory"], .string(FilePath.absolute(directory, in: currentDirectory)))
    }
    let leftOut = fillReferences(&value, checks)
    mentionUnusedKeys(value)
    diagnostics.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    return LoadedConfiguration(
      configuration: try decode(value), path: path, directory: files.directory,
      warnings: diagnostics, secrets: reader.secrets, leftOut: leftOut,
      tree: ConfigurationRedaction(plugins: plugins).redacted(value), filesNamed: filesNamed)
  }

  private func refuseErrors() throws(ConfigurationErrors) {
    guard diagnostics.contains(where: { $0.severity == .error }) else { return }
    let sorted = diagnostics.filter { $0.severity == .error }.sorted {
      ($0.line, $0.column, $0.path) < ($1.line, $1.column, $1.path)
    }
    throw ConfigurationErrors(sorted, filesNamed: filesNamed)
  }

  /// Takes upstreams without address out, and writes out which ones and which plugins a persona has
  /// that names none. Returns the upstreams that were taken out.
  private mutating func fillReferences(_ value: inout JSONValue, _ checks: CrossChecks) -> [String]
  {
    let upstreams = checks.entries("upstreams")
    let (used, unused) = (
      upstreams.filter(Self.hasAddress), upstreams.filter { !Self.hasAddress($0) }
    )
    let leftOut = unused.compactMap { $0["name"]?.string }
    let names = used.compactMap { $0["name"]?.string }
    let entries = checks.names(in: "plugins")
    var personas: [JSONValue] = []
    for (index, persona) in checks.entries("personas").enumerated() {
      let wanted = persona["upstreams"]?.array?.compactMap(\.string) ?? names
      let left = wanted.filter { !leftOut.contains($0) }
      let chosen = persona["plugins"]?.array?.compactMap(\.string) ?? entries
      var filled = persona
      filled.set(["upstreams"], .array(left.map { .string($0) }))
      filled.set(
        ["plugins"], .array(entries.filter(chosen.contains).map { .string($0) }))
      if persona["label"] == nil { filled.set(["label"], persona["name"] ?? "") }
      if left.isEmpty { warnNoUpstream(index, leftOut, checks) }
      personas.append(filled)
    }
    value.set(["upstreams"], .array(used))
    value.set(["personas"], .array(personas))
    return leftOut
  }

  private static func hasAddress(_ upstream: JSONValue) -> Bool {
    upstream["provider"]?.string == "extractive"
      || !(upstream["base_url"]?.string ?? "").isEmpty
  }

  private mutating func warnNoUpstream(_ index: Int, _ leftOut: [String], _ checks: CrossChecks) {
    let reason =
      leftOut.isEmpty ? "" : "; left out for want of base_url: \(leftOut.joined(separator: ", "))"
    let path = "personas[\(index)].upstreams"
    let mark = checks.mark(of: path)
    diagnostics.append(
      Diagnostic(
        file: file, line: mark.line, column: mark.column, path: path,
        message:
          "no upstream is left to answer\(reason); add the built-in one: provider: extractive",
        severity: .warning))
  }

  /// Keys of other programs are never used unasked, but their owner may wonder.
  private mutating func mentionUnusedKeys(_ value: JSONValue) {
    let isKeyMissing = (value["upstreams"]?.array ?? []).allSatisfy { $0["api_key"] == nil }
    guard isKeyMissing else { return }
    for name in ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENROUTER_API_KEY"]
    where environment[name]?.isEmpty == false {
      diagnostics.append(
        Diagnostic(
          file: file, line: 0, column: 0, path: "upstreams",
          message: "\(name) is set but not used; to use it write api_key: ${\(name)}",
          severity: .warning))
    }
  }

  private func decode(_ value: JSONValue) throws(ConfigurationErrors) -> Configuration {
    do {
      return try value.decoded(as: Configuration.self)
    } catch {
      // The table and the types disagree: a mistake of ours, which must not pass for the user's.
      throw ConfigurationErrors(
        [
          Diagnostic(
            file: file, line: 0, column: 0, path: Self.path(of: error),
            message: "internal error: a valid setting does not fit its type")
        ], exitStatus: 70)
    }
  }

  private static func path(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "" }
    let path: [any CodingKey] =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        context.codingPath
      case .keyNotFound(let key, let context): context.codingPath + [key]
      @unknown default: []
      }
    return path.map(\.stringValue).joined(separator: ".")
  }
}

extension JSONValue {
  /// Sets a member some objects down; makes the objects on the way.
  mutating func set(_ path: ArraySlice<String>, _ value: JSONValue) {
    guard let key = path.first else {
      self = value
      return
    }
    var members = object ?? [:]
    var member = members[key] ?? .object([:])
    member.set(path.dropFirst(), value)
    members[key] = member
    self = .object(members)
  }

  mutating func set(_ path: [String], _ value: JSONValue) {
    set(path[...], value)
  }
}
