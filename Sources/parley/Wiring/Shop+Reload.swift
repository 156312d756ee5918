import ParleyConfig
import ParleyPlugin
import ParleyStore

extension Shop {
  /// Settings that are read once, when the server starts.
  private static let fixed = ["server", "auth", "storage"]

  /// The shop with its configuration as it is in the file now, but for ``settingsToRestart(for:)``:
  /// those stay as they are. Throws ``ConfigurationErrors``.
  func readAgain() throws -> Shop {
    let readAt = SystemClock().now
    var loaded = try ConfigurationLoader.load(
      path: loaded.path, environment: environment, plugins: BuiltinPlugins.schemas)
    loaded.configuration.server = configuration.server
    loaded.configuration.auth = configuration.auth
    loaded.configuration.storage = configuration.storage
    return Shop(loaded: loaded, readAt: readAt, log: log, environment: environment)
  }

  /// The settings in which a changed file differs and that only a restart takes over.
  func settingsToRestart(for changed: Shop) -> [String] {
    Shop.fixed.flatMap { section in
      Shop.differences(
        loaded.tree[section] ?? .null, changed.loaded.tree[section] ?? .null, at: section)
    }
  }

  private static func differences(
    _ old: JSONValue, _ new: JSONValue, at path: String
  ) -> [String] {
    guard old != new else { return [] }
    guard let before = old.object, let after = new.object else { return [path] }
    return Set(before.keys).union(after.keys).sorted().flatMap { key in
      differences(before[key] ?? .null, after[key] ?? .null, at: "\(path).\(key)")
    }
  }

  /// The configuration and every file that it or its plugins name, besides knowledge.
  var filesNamed: [String] { [loaded.path] + loaded.filesNamed + documents.filesNamed }
}
