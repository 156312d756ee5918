import ParleyPlugin

extension Notice {
  /// Tells operators that a reply was made without a plugin.
  static func skipped(_ plugin: String, _ failure: HookFailure) -> Notice {
    Notice(
      code: "plugin_skipped", message: "The plugin '\(plugin)' was left out: \(failure).",
      plugin: plugin, audience: .operators)
  }
}
