/// A secret that the configuration holds, for redaction of what is printed. Never shows its value.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
  /// How the value came into the configuration.
  package enum Origin: String, Sendable, Hashable {
    case literal
    case environment
    case file
  }

  /// The setting, for example `upstreams[0].api_key`.
  package var path: String
  /// Never print it.
  package var value: String
  package var origin: Origin

  /// Where it stands and how it came, not what it is.
  package var description: String { "\(path) (\(origin.rawValue))" }
  package var debugDescription: String { description }
}
