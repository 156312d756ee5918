package import ParleyPlugin

/// A configuration that was read without error, with what a program has to know about it.
package struct LoadedConfiguration: Sendable {
  package var configuration: Configuration
  /// The file, absolute.
  package var path: String
  /// The folder of the file, from which relative paths are found.
  package var directory: String
  /// In the order of the file.
  package var warnings: [Diagnostic]
  /// Values that must never be printed.
  package var secrets: [Secret]
  /// Upstreams that were left out because their address is empty.
  package var leftOut: [String]
  /// All settings as they hold, for `config show`: `***` stands for secrets.
  package var tree: JSONValue
  /// The files that settings name besides knowledge (instructions, secrets, plugins' files), absolute.
  package var filesNamed: [String]
}
