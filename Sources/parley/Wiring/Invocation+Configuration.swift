import ParleyConfig

extension Invocation {
  /// Reads and validates the configuration. Throws ``CommandFailure`` with all that is wrong.
  func loadConfiguration() throws -> LoadedConfiguration {
    do throws(ConfigurationErrors) {
      return try ConfigurationLoader.load(
        path: configPath, environment: environment, plugins: BuiltinPlugins.schemas)
    } catch {
      var messages = error.diagnostics.map(\.description)
      if error.exitStatus == ExitStatus.noInput.rawValue, globals.config == nil {
        messages.append(
          "`parley init` writes a configuration to begin with; --config names another")
      }
      throw CommandFailure(
        ExitStatus(rawValue: error.exitStatus) ?? .config, messages: messages)
    }
  }
}
