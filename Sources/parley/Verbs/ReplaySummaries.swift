import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyStore

/// `parley replay --summarizer`: a recorded chat summed up by several models.
struct ReplaySummaries {
  /// For chats of a persona without the plugin: long enough for a slow model.
  private static let timeout = Duration.seconds(60)

  let recording: RecordedChat
  let shop: Shop
  let persona: Persona
  let invocation: Invocation

  /// Throws ``CommandFailure`` for names that are no upstreams, and what keeps the chat from being read.
  func run() async throws {
    guard !invocation.flag("live"), !invocation.flag("fail-on-change") else {
      throw UsageError(
        "--summarizer compares summaries, not prompts: leave --live and --fail-on-change away",
        helpOf: "replay")
    }
    let facts = try invocation.value("facts").map { try KeyFacts(file: $0) }
    let engine = try await shop.startEngine(unkept: UnkeptChats())
    let trials: [SummaryOfTrial]
    do {
      trials = try await compare(with: engine)
    } catch {
      await engine.plugins.stop()
      throw error
    }
    await engine.plugins.stop()
    try show(trials, facts)
  }

  /// One after another, so that none takes the time of another.
  private func compare(with engine: Engine) async throws -> [SummaryOfTrial] {
    let names = engine.upstreams.map(\.name)
    let upstreams = try invocation.values("summarizer").map { name in
      guard let upstream = engine.upstreams.first(where: { $0.name == name }) else {
        throw CommandFailure(
          .usage, "there is no upstream '\(name)'" + NearestName.advice(name, among: names))
      }
      return upstream
    }
    let entry = entry
    let trial = SummaryTrial(
      recording: recording, engine: engine, persona: persona.name,
      settings: entry?.with.object ?? SummaryTrial.standardSettings,
      timeout: entry?.timeout ?? ReplaySummaries.timeout)
    var results: [SummaryOfTrial] = []
    for upstream in upstreams {
      try Task.checkCancellation()
      invocation.terminal.talk("summing up with \(upstream.name)")
      results.append(try await trial.run(with: upstream))
    }
    return results
  }

  /// The persona's entry of the plugin, if it has one.
  private var entry: Configuration.PluginEntry? {
    shop.configuration.plugins.first {
      $0.use == SummaryTrial.plugin && persona.plugins.contains($0.name)
    }
  }

  private func show(_ trials: [SummaryOfTrial], _ facts: KeyFacts?) throws {
    let chat = recording.chat
    let terminal = invocation.terminal
    guard !invocation.globals.json else {
      try terminal.data(
        JSONWriter.string([
          "chat": ["id": .string(chat.id.rawValue), "title": .string(chat.title)],
          "persona": .string(persona.name), "config": .string(shop.loaded.path),
          "summarizers": .array(trials.map { $0.json(facts: facts) }),
        ]))
      return
    }
    try terminal.data(
      terminal.strong("\(chat.id)\(chat.title.isEmpty ? "" : " “\(chat.title)”")")
        + " of \(persona.name), summed up with \(shop.loaded.path)")
    try SummaryReport(terminal: terminal, facts: facts).print(trials)
  }
}

extension SummaryTrial {
  /// What holds without an entry in the configuration.
  static var standardSettings: [String: JSONValue] {
    var settings: [String: JSONValue] = [:]
    for option in BuiltinPlugins.schemas[plugin]?.options ?? [] {
      if case .otherwise(let value) = option.presence { settings[option.key] = value }
    }
    return settings
  }
}
