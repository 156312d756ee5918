import ParleyConfig

extension Invocation {
  /// Reads and validates the configuration: the one that the command line names, or another one.
  /// Throws ``CommandFailure`` with all that is wrong.
  func loadConfiguration(at path: String? = nil) throws -> LoadedConfiguration {
    do throws(ConfigurationErrors) {
      return try ConfigurationLoader.load(
        path: path ?? configPath, environment: environment, plugins: BuiltinPlugins.schemas)
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

  /// The configuration file when the command line names none: `PARLEY_CONFIG`, else `config.yaml`
  /// here.
  var defaultConfigPath: String {
    environment["PARLEY_CONFIG"].flatMap { $0.isEmpty ? nil : $0 } ?? "config.yaml"
  }
}
