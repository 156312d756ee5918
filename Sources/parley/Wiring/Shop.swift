import ParleyConfig
import ParleyDomain
import ParleyEngine
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
  let log: any OperatorLog
  let environment: [String: String]

  var configuration: Configuration { loaded.configuration }

  /// Reads the configuration that a command line names, or another one. Throws ``CommandFailure`` with
  /// every mistake in it; warnings go to standard error.
  static func open(_ invocation: Invocation, at path: String? = nil) throws -> Shop {
    let loaded = try invocation.loadConfiguration(at: path)
    for warning in loaded.warnings { invocation.terminal.talk("warning: \(warning)") }
    return Shop(
      loaded: loaded,
      log: StandardErrorLog(
        terminal: invocation.terminal, settings: loaded.configuration.telemetry.log),
      environment: invocation.environment)
  }

  /// The shop with its configuration as it is in the file now. Throws ``ConfigurationErrors``.
  func readAgain() throws -> Shop {
    Shop(
      loaded: try ConfigurationLoader.load(
        path: loaded.path, environment: environment, plugins: BuiltinPlugins.schemas),
      log: log, environment: environment)
  }

  /// The collections, searchable and loadable.
  func library() -> KnowledgeLibrary {
    KnowledgeLibrary(
      directory: configuration.storage.directory + "/knowledge", base: loaded.directory,
      collections: configuration.knowledge.map(CollectionSettings.init), search: LexicalSearch(),
      clock: SystemClock())
  }

  /// Opens the chats. Throws ``StoreError`` when another process holds them.
  func openStore() async throws -> SQLiteChatStore {
    let log = log
    return try await SQLiteChatStore(directory: configuration.storage.directory) { warning in
      log.write(.warning, warning, [:])
    }
  }

  /// The engine, with its plugins started. Throws ``PluginStartError`` and ``StoreError``.
  func startEngine<Store: ChatStore & JobQueue>(
    store: Store, knowledge: any KnowledgeIndex
  ) async throws -> Engine {
    let documents = ConfigurationDocuments(
      files: BesideConfiguration(directory: loaded.directory))
    let entries = try configuration.plugins.map { entry in
      PluginEntry(
        name: entry.name, plugin: try Shop.plugin(of: entry),
        timeout: entry.timeout, onError: .init(entry.onError), maxTokens: entry.maximumTokens,
        settings: entry.with)
    }
    let collections = collectionInfo
    let log = log
    let plugins = try await PluginChain.start(entries) { entry in
      StartingPluginHost(
        entry: entry.name, collections: collections, documents: documents, operatorLog: log)
    }
    return Engine(
      personas: configuration.personas.map(Persona.init), upstreams: try upstreams(),
      plugins: plugins, knowledge: knowledge, store: store, jobs: store, clock: SystemClock(),
      identifiers: RandomIdentifiers(),
      fences: try InstallationSecret(directory: configuration.storage.directory),
      documents: documents, log: log)
  }

  /// Throws ``PluginStartError`` naming the entry whose settings the plugin refuses.
  private static func plugin(of entry: Configuration.PluginEntry) throws -> any Plugin {
    do {
      return try BuiltinPlugins.make(entry.use, with: entry.with)
    } catch {
      throw PluginStartError(entry: entry.name, reason: String(describing: error))
    }
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

  private func upstreams() throws -> [Upstream] {
    let http = try HTTPClient()
    return configuration.upstreams.map { upstream in
      let client: any ModelClient
      let isExtractive = upstream.provider == .extractive
      switch upstream.provider {
      case .extractive: client = SearchClerk()
      case .openai:
        client = OpenAIClient(
          OpenAIEndpoint(upstream), http: http, clock: SystemClock(),
          version: ParleyVersion.current)
      }
      return Upstream(
        name: upstream.name, model: isExtractive ? SearchClerk.modelName : upstream.model ?? "",
        contextTokens: upstream.contextTokens, isExtractive: isExtractive, client: client,
        tokens: TokenEstimator())
    }
  }
}
