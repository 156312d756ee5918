import ParleyDomain
public import ParleyPlugin

/// Checks that a plugin keeps what the contract asks of it. An author runs it in a test:
///
/// ```swift
/// @Test func keepsTheContract() async throws {
///   try await PluginConformance(of: HelloPlugin.self, options: ["greeting": "Hello!"]).check()
/// }
/// ```
///
/// It reads the settings as the configuration does, makes, starts, uses and stops several instances on
/// a host that is made up, and throws one ``PluginConformanceError`` with everything that it found.
/// What it cannot see is whether the plugin does what its users want: that stays for its own tests.
public struct PluginConformance<Tested: Plugin>: Sendable {
  /// How long a hook may go on after it was cancelled, and how long `stop` may take. Long, because a
  /// test may share its machine with many others; the engine waits for neither.
  public var patience = Duration.seconds(10)
  /// What the plugin works with; set its records, collections, documents or model's words.
  public var host: ConformanceHost

  private let written: JSONValue

  /// - Parameters:
  ///   - options: What would stand under `with:`. The defaults of the schema are filled in.
  ///   - host: What the plugin works with; left out, one with a record in every collection that the
  ///     settings name.
  public init(
    of type: Tested.Type, options: JSONValue = .object([:]), host: ConformanceHost? = nil
  ) {
    written = options
    self.host = host ?? ConformanceHost(collections: PluginConformance.collections(in: options))
  }

  /// Throws ``PluginConformanceError`` with everything that does not hold.
  public func check() async throws {
    var findings = SchemaChecks(schema: Tested.options, name: Tested.name).findings
    if Tested.summary.isEmpty {
      findings.append("summary is empty: say in a sentence what it does")
    }
    let options: JSONValue
    do {
      options = try OptionReading(Tested.options).filled(written)
    } catch {
      throw PluginConformanceError(plugin: Tested.name, findings: findings + ["\(error)"])
    }
    findings += unknownOptionFindings()
    let plugin: Tested
    do {
      plugin = try make(options)
    } catch {
      throw PluginConformanceError(
        plugin: Tested.name,
        findings: findings + ["cannot be made from its schema's defaults and the options: \(error)"]
      )
    }
    findings += hookFindings(plugin)
    findings += try purityFindings(options)
    findings += await LifeChecks(
      make: { try make(options) }, host: host, patience: patience
    ).findings()
    findings += await startedFindings(options)
    guard findings.isEmpty else {
      throw PluginConformanceError(plugin: Tested.name, findings: findings)
    }
  }

  private func make(_ options: JSONValue) throws -> Tested {
    try Tested(options: options.decoded())
  }

  /// The configuration refuses what the schema does not list, and so must the reading here.
  private func unknownOptionFindings() -> [String] {
    var members = written.object ?? [:]
    members["no_such_option"] = 1
    do {
      _ = try OptionReading(Tested.options).filled(.object(members))
      return ["an unknown option is accepted: the schema lists 'no_such_option'"]
    } catch {
      return []
    }
  }

  private func hookFindings(_ plugin: Tested) -> [String] {
    var findings: [String] = []
    let implemented = HookPoint.allCases.filter { point in
      switch point {
      case .prePrompt: plugin is any PrePromptHook
      case .beforeDone: plugin is any BeforeDoneHook
      case .job: plugin is any PostResponseHook
      case .sessionEnded: plugin is any SessionEndedHook
      }
    }
    for point in HookPoint.allCases
    where plugin.hooks.contains(point) && !implemented.contains(point) {
      findings.append(
        "hooks contains .\(point) but the type does not conform to its protocol")
    }
    if plugin.hooks.isEmpty {
      let advice = implemented.map { ".\($0)" }.joined(separator: ", ")
      findings.append("hooks is empty: it would never be called (it implements [\(advice)])")
    }
    return findings
  }

  /// Making a plugin takes nothing from the machine: `parley config check` makes all of them.
  private func purityFindings(_ options: JSONValue) throws -> [String] {
    let count = 64
    // Other tests open and close files meanwhile, though hardly so many at once; a plugin that does
    // so holds them every time.
    for _ in 0..<3 {
      let before = ProcessHoldings.now
      let plugins = try (0..<count).map { _ in try make(options) }
      let after = ProcessHoldings.now
      withExtendedLifetime(plugins) {}
      if after.descriptors < before.descriptors + count / 2,
        after.threads < before.threads + count / 2
      {
        return []
      }
    }
    return ["init opens files or begins threads; leave that to start"]
  }

  private func startedFindings(_ options: JSONValue) async -> [String] {
    let host = host
    let started = await Patience.result(within: ConformanceHost.timeout) {
      let plugin = try make(options)
      try await plugin.start(host)
      return plugin
    }
    switch started {
    case nil: return ["start does not come to an end"]
    case .failure(let error): return ["did not start with the options given: \(error)"]
    case .success(let plugin):
      let findings = await HookChecks(plugin: plugin, host: host, patience: patience).findings()
      // Whether it stops has been looked at before.
      _ = await Patience.within(patience) { await plugin.stop() }
      return findings
    }
  }

  /// The collections that settings name: every text under `collection`, or in `collections`.
  private static func collections(in options: JSONValue) -> [String] {
    (options["collection"]?.string).map { [$0] }
      ?? options["collections"]?.array?.compactMap(\.string) ?? []
  }
}

/// What does not hold about a plugin, all at once.
public struct PluginConformanceError: Error, Sendable, CustomStringConvertible {
  /// The plugin's name.
  public let plugin: String
  /// One sentence each.
  public let findings: [String]

  public var description: String {
    "\(plugin) does not keep the contract:\n" + findings.map { "- \($0)" }.joined(separator: "\n")
  }
}
