import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyExternal
import ParleyHTTPClient
import ParleyKnowledge
import ParleyModels
import ParleyPlugin
import ParleyStore

/// A configuration with everything that it describes, built: what a verb works with.
///
/// Nothing is opened before it is needed, so a verb that only reads knowledge takes no lock.
struct Shop: Sendable {
  let loaded: LoadedConfiguration
  let log: StandardErrorLog
  let environment: [String: String]
  /// Just before the configuration was read.
  let readAt: Timestamp
  /// What plugins read beside the configuration.
  let documents: ConfigurationDocuments

  init(
    loaded: LoadedConfiguration, readAt: Timestamp, log: StandardErrorLog,
    environment: [String: String]
  ) {
    self.readAt = readAt
    self.loaded = loaded
    self.log = log
    self.environment = environment
    documents = ConfigurationDocuments(directory: loaded.directory)
  }

  var configuration: Configuration { loaded.configuration }

  /// Reads the configuration that a command line names, or another one. Throws ``CommandFailure`` with
  /// every mistake in it; warnings go to standard error.
  static func open(_ invocation: Invocation, at path: String? = nil) throws -> Shop {
    let readAt = SystemClock().now
    let loaded = try invocation.loadConfiguration(at: path)
    for warning in loaded.warnings { invocation.terminal.talk("warning: \(warning)") }
    return Shop(
      loaded: loaded, readAt: readAt,
      log: StandardErrorLog(
        terminal: invocation.terminal,
        settings: LogSettings(loaded.configuration.telemetry.log)),
      environment: invocation.environment)
  }

  /// The collections, searchable and loadable.
  func library() -> KnowledgeLibrary {
    KnowledgeLibrary(
      directory: configuration.storage.directory + "/knowledge", base: loaded.directory,
      collections: configuration.knowledge.map(CollectionSettings.init), search: LexicalSearch(),
      clock: SystemClock(), commands: ShopCommands(directory: loaded.directory))
  }

  /// Opens the chats. Throws ``StoreError`` when another process holds them.
  func openStore() async throws -> SQLiteChatStore {
    let log = log
    return try await SQLiteChatStore(directory: configuration.storage.directory) { warning in
      log.write(.warning, warning, [:])
    }
  }

  /// The engine, with its plugins started. Throws ``PluginStartError`` and ``StoreError``.
  ///
  /// - Parameters:
  ///   - ledger: Where hooks are counted; the same for all configurations of a server.
  ///   - guards: Through which upstreams are called; the same likewise. `nil` makes new ones.
  func startEngine<Store: ChatStore & JobQueue>(
    store: Store, knowledge: any KnowledgeIndex, ledger: HookLedger = HookLedger(),
    guards: UpstreamGuards? = nil
  ) async throws -> Engine {
    // What can fail without a plugin comes first, so that none is started in vain.
    let upstreams = try await upstreams(estimates: store as? any EstimateStore)
    let fences = try InstallationSecret(directory: configuration.storage.directory)
    let entries = try configuration.plugins.map(PluginEntry.init)
    let collections = collectionInfo
    let (documents, log) = (documents, log)
    let plugins = try await PluginChain.start(
      entries, supervision: PluginSupervision(ledger: ledger, log: log)
    ) { entry in
      StartingPluginHost(
        entry: entry.name, collections: collections, documents: documents, operatorLog: log)
    }
    return Engine(
      personas: configuration.personas.map(Persona.init), upstreams: upstreams,
      plugins: plugins, knowledge: knowledge, store: store, jobs: store, clock: SystemClock(),
      identifiers: RandomIdentifiers(),
      fences: fences, documents: documents, log: log, traces: store as? any TraceStore,
      recollections: store as? any Recollections,
      guards: guards
        ?? UpstreamGuards(
          purse: UpstreamPurse(
            store: store as? any SpendStore ?? UnkeptSpending(), clock: SystemClock(), log: log),
          log: log))
  }

  private var collectionInfo: [String: CollectionInfo] {
    Dictionary(
      configuration.knowledge.map {
        (
          $0.name,
          CollectionInfo(name: $0.name, kind: $0.kind.rawValue, language: $0.language)
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private func upstreams(estimates: (any EstimateStore)?) async throws -> [Upstream] {
    let http = try HTTPClient()
    var tokenizers = TokenizerFiles()
    var upstreams: [Upstream] = []
    for upstream in configuration.upstreams {
      let exact = try upstream.tokenizer.map { try tokenizers.tokenizer($0, of: upstream.name) }
      let client: any ModelClient
      let isExtractive = upstream.provider == .extractive
      switch upstream.provider {
      case .extractive: client = SearchClerk()
      case .openai:
        client = OpenAIClient(
          UpstreamEndpoint(upstream), http: http, clock: SystemClock(),
          version: ParleyVersion.current)
      case .anthropic:
        client = AnthropicClient(
          UpstreamEndpoint(upstream), http: http, clock: SystemClock(),
          version: ParleyVersion.current)
      }
      let model = isExtractive ? SearchClerk.modelName : upstream.model ?? ""
      let estimator = try await LearningEstimator(
        learned: exact == nil ? estimates?.learned(for: upstream.name, model: model) : nil)
      let keeper = EstimateKeeper(store: estimates, upstream: upstream.name, model: model, log: log)
      upstreams.append(
        Upstream(
          name: upstream.name, model: model, contextTokens: upstream.contextTokens,
          isExtractive: isExtractive,
          client: exact == nil && !isExtractive
            ? LearningClient(client, teaching: estimator, keep: keeper.keep) : client,
          tokens: exact ?? estimator,
          retries: RetryPolicy(most: upstream.retry.max, maxWait: upstream.retry.maxWait),
          mostCalls: upstream.maxConcurrent, price: upstream.price.map(TokenPrice.init),
          caps: upstream.spend.map(SpendCaps.init)))
    }
    return upstreams
  }
}

extension PluginEntry {
  /// The plugin that an entry of the configuration names, made and not started. Throws
  /// ``PluginStartError``.
  init(_ entry: Configuration.PluginEntry) throws {
    let plugin: any Plugin
    do {
      plugin = try BuiltinPlugins.make(entry.use, with: entry.with)
    } catch {
      throw PluginStartError(entry: entry.name, reason: String(describing: error))
    }
    self.init(
      name: entry.name, plugin: plugin, timeout: entry.timeout, onError: .init(entry.onError),
      maxTokens: entry.maximumTokens, settings: entry.with,
      isReadOut: entry.use == ExternalPlugin.name)
  }
}
