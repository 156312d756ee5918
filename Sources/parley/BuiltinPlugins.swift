import Answers
import Books
import Catalog
import Documents
import Grounding
import Logging
import Memory
import ParleyExternal
import ParleyPlugin
import Reflection
import Summarization
import Webhook

/// The plugins that are compiled in. Adding one means a folder under `Plugins/`, a line here and in
/// `Package.swift`, and a build; plugins in other languages need none of it.
let builtinPlugins: [any Plugin.Type] = [
  AnswersPlugin.self,
  CatalogPlugin.self,
  BooksPlugin.self,
  DocumentsPlugin.self,
  GroundingPlugin.self,
  MemoryPlugin.self,
  SummarizationPlugin.self,
  LoggingPlugin.self,
  ReflectionPlugin.self,
  WebhookPlugin.self,
  ExternalPlugin.self,
]

/// Finds and makes the built-in plugins by the name that `use:` gives.
enum BuiltinPlugins {
  /// The settings of each plugin, by its name.
  static var schemas: [String: OptionSchema] {
    Dictionary(
      builtinPlugins.map { ($0.name, $0.options) }, uniquingKeysWith: { first, _ in first })
  }

  /// Makes a plugin from validated settings. Throws what its `init` throws.
  static func make(_ name: String, with options: JSONValue) throws -> any Plugin {
    guard let type = builtinPlugins.first(where: { $0.name == name }) else {
      throw PluginError("there is no plugin '\(name)'")
    }
    return try make(type, with: options)
  }

  private static func make<P: Plugin>(_ type: P.Type, with options: JSONValue) throws -> any Plugin
  {
    try P(options: options.decoded())
  }
}
