/// Code that takes part in a turn, registered by an entry under `plugins:` in `config.yaml`.
///
/// A plugin conforms to this protocol and to one protocol for each hook it offers: ``PrePromptHook``,
/// ``BeforeDoneHook``, ``PostResponseHook``, ``SessionEndedHook``. Its life has four stages:
///
/// 1. **Construct**: ``init(options:)`` is pure. `parley config check` constructs every plugin and
///    starts none.
/// 2. **Start**: ``start(_:)`` runs once before the first turn. Throwing here refuses the whole
///    configuration.
/// 3. **Use**: hooks run, several turns at a time. A plugin holds no mutable state that is not
///    protected by an actor or a lock; what belongs to a turn comes in as a value.
/// 4. **Stop**: ``stop()`` runs once, also after a start that failed half-way.
///
/// A plugin imports this module and nothing else of Parley. It opens no files or sockets and reads no
/// environment: all it may do goes through the host it is handed.
public protocol Plugin: Sendable {
  /// The settings under `with:` of the plugin's entry.
  associatedtype Options: Decodable & Sendable

  /// What `use:` names in the configuration, for example `Catalog`.
  static var name: String { get }

  /// One sentence for `parley plugin list` and the generated documentation.
  static var summary: String { get }

  /// The settings that ``Options`` decodes: feeds validation, `parley config schema` and the docs.
  static var options: OptionSchema { get }

  /// Makes the plugin from validated settings, without side effects.
  ///
  /// Throw ``PluginError`` for settings that the schema cannot refuse, such as two that exclude
  /// each other.
  init(options: Options) throws

  /// The hook points that this instance wants to be called at; the engine asks once, after `init`.
  var hooks: Set<HookPoint> { get }

  /// Prepares the plugin for its first turn. Throwing refuses the configuration, and so does taking
  /// more than 30 seconds.
  @concurrent func start(_ host: any PluginHost) async throws

  /// Lets go of what ``start(_:)`` took, after the last turn. Must work after a start that failed
  /// half-way or was given up. After 5 seconds nobody waits for it any longer.
  @concurrent func stop() async
}

extension Plugin {
  /// No settings.
  public static var options: OptionSchema { OptionSchema([]) }
  /// Nothing to prepare.
  /// Nothing to let go of.
  @concurrent public func start(_ host: any PluginHost) async throws {}
  @concurrent public func stop() async {}
}

/// A place in a turn, or after it, at which plugins run. The list is closed: the engine owns it.
public enum HookPoint: String, Sendable, Hashable, CaseIterable {
  /// Before the prompt is compiled: contributes parts, answers, or refuses.
  case prePrompt
  /// After the reply is complete and before the reader is told so: adds annotations.
  case beforeDone
  /// After the turn is stored, as a durable job: returns effects.
  case job
  /// After a session ended: sees the whole conversation, returns effects.
  case sessionEnded
}

/// Settings for plugins that have none.
public struct NoOptions: Decodable, Sendable {
  /// No settings.
  public init() {}
}

/// Why a plugin could not do its work: one sentence for operators, never shown to customers.
public struct PluginError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// An error with this sentence.
  public init(_ description: String) {
    self.description = description
  }
}
