import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyServer
import ParleyStore

/// Takes over a changed configuration while the server runs: read, validate, build, swap. Whatever is
/// wrong with it is told, and nothing has changed then.
actor Reloader {
  /// Who asked for it.
  enum Trigger: String, Sendable {
    case request
    case signal
    case watch
  }

  /// As the server was started: what needs a restart is compared with this.
  private let shop: Shop
  private let generations: LiveGenerations
  private let store: SQLiteChatStore
  private let state: ConfigurationState
  private let loads: ScheduledLoads
  private var last: Task<ReloadOutcome, Never>?
  /// Configurations that were replaced and whose plugins are not stopped yet.
  private var retiring: [Int: Task<Void, Never>] = [:]
  private var replaced = 0
  /// The files that may make a reload come out differently.
  private(set) var watched: FileWatch.Subject

  init(
    _ shop: Shop, generations: LiveGenerations, store: SQLiteChatStore, state: ConfigurationState,
    loads: ScheduledLoads
  ) {
    self.loads = loads
    self.shop = shop
    self.generations = generations
    self.store = store
    self.state = state
    watched = FileWatch.Subject(files: shop.filesNamed, readAt: shop.readAt)
  }

  /// Reads the configuration again and makes new turns with it. One at a time, in the order asked.
  func reload(_ trigger: Trigger) async -> ReloadOutcome {
    let before = last
    let task = Task {
      _ = await before?.value
      return await self.perform(trigger)
    }
    last = task
    return await task.value
  }

  /// Returns when the plugins of all replaced configurations are stopped.
  func settled() async {
    _ = await last?.value
    for task in retiring.values { await task.value }
  }

  private func perform(_ trigger: Trigger) async -> ReloadOutcome {
    watched.readAt = SystemClock().now
    let changed: Shop
    do {
      changed = try shop.readAgain()
      try Reloader.checkThatSomebodyAnswers(changed)
    } catch {
      let named = (error as? ConfigurationErrors)?.filesNamed ?? []
      watched.files = Set(watched.files).union(named).sorted()
      return refuse(error, trigger)
    }
    defer { watched.files = changed.filesNamed }
    do {
      let engine = try await changed.startEngine(
        store: store, knowledge: changed.library(), ledger: generations.engine.plugins.ledger,
        guards: generations.engine.guards)
      await loads.replace(with: changed)
      return apply(changed, engine, trigger)
    } catch {
      return refuse(error, trigger)
    }
  }

  /// A server may be started without personas, but none that works is turned into one: it would be a
  /// file that is just being written.
  private static func checkThatSomebodyAnswers(_ changed: Shop) throws {
    guard !changed.configuration.personas.isEmpty else {
      throw ConfigurationErrors(
        [
          Diagnostic(
            file: changed.loaded.path, line: 0, column: 0, path: "personas",
            message: "there is nobody to talk to; a server that works does not go on without")
        ], filesNamed: changed.loaded.filesNamed)
    }
  }

  private func apply(_ changed: Shop, _ engine: Engine, _ trigger: Trigger) -> ReloadOutcome {
    retire(generations.replace(engine))
    let settings = changed.configuration
    shop.log.settings.replace(settings.telemetry.log)
    let restart = shop.settingsToRestart(for: changed).map {
      "\($0) has changed; it takes effect when the server is started again"
    }
    let warnings = changed.loaded.warnings.map(\.description) + restart
    state.applied(
      at: engine.clock.now,
      sessions: ConfigurationState.SessionLimits(
        idle: settings.sessions.idle, absolute: settings.sessions.absolute),
      warnings: warnings)
    shop.log.write(
      .info, "the configuration was reloaded",
      [
        "trigger": .string(trigger.rawValue),
        "warnings": .array(warnings.map(JSONValue.string)),
      ])
    return .applied(warnings: warnings)
  }

  private func refuse(_ error: any Error, _ trigger: Trigger) -> ReloadOutcome {
    let errors =
      (error as? ConfigurationErrors)?.diagnostics.map(\.description) ?? [
        "\(shop.loaded.path): \(error)"
      ]
    state.refused(at: generations.engine.clock.now, errors: errors)
    shop.log.write(
      .error, "the changed configuration was refused; the one before goes on",
      [
        "trigger": .string(trigger.rawValue), "errors": .array(errors.map(JSONValue.string)),
      ])
    return .refused(errors: errors)
  }

  /// Stops the plugins of a replaced configuration after its last turn.
  private func retire(_ old: EngineInUse) {
    replaced += 1
    let number = replaced
    retiring[number] = Task {
      await old.unused()
      await old.engine.plugins.stop()
      self.retired(number)
    }
  }

  private func retired(_ number: Int) {
    retiring[number] = nil
  }
}
