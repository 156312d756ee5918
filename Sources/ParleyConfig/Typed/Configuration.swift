package import ParleyPlugin

/// All settings, validated and typed, with defaults filled in and paths absolute.
///
/// Made by ``ConfigurationLoader``. What a setting means, its range and its default stand once, in
/// ``ConfigurationSchema``; members here are named after its keys.
package struct Configuration: Decodable, Sendable, Hashable {
  package var version: Int
  package var server: Server
  package var auth: Auth
  package var storage: Storage
  package var sessions: Sessions
  /// Without those that have no address.
  package var upstreams: [Upstream]
  package var knowledge: [Collection]
  package var plugins: [PluginEntry]
  package var personas: [Persona]
  package var telemetry: Telemetry

  /// Where Parley listens and whom it answers.
  package struct Server: Decodable, Sendable, Hashable {
    package var listen: ListenAddress
    /// The address under which people reach Parley.
    package var publicURL: String
    /// Besides the host of `publicURL` and loopback.
    package var allowedHosts: [String]
    /// Addresses (`10.0.0.1`) and networks (`10.0.0.0/8`).
    package var trustedProxies: [String]
    /// Scheme, host and port of web pages that may call the interface.
    package var corsOrigins: [String]
    /// Of chats, in one request.
    package var maxImport: ByteSize

    private enum CodingKeys: String, CodingKey {
      case listen
      case publicURL = "public_url"
      case allowedHosts = "allowed_hosts"
      case trustedProxies = "trusted_proxies"
      case corsOrigins = "cors_origins"
      case maxImport = "max_import"
    }
  }

  /// Who may use it.
  package struct Auth: Decodable, Sendable, Hashable {
    /// `local`: one user on this machine; `guests`: a cookie each; `accounts`: log-in and keys.
    package enum Mode: String, Decodable, Sendable, Hashable {
      case local
      case guests
      case accounts
    }

    /// To whom something is shown.
    package enum Audience: String, Decodable, Sendable, Hashable {
      case `operator`
      case everyone
    }

    /// What others than operators may see.
    package struct Expose: Decodable, Sendable, Hashable {
      package var trace: Audience
      package var models: Audience
    }

    package var mode: Mode
    package var expose: Expose
  }

  /// Where Parley writes.
  package struct Storage: Decodable, Sendable, Hashable {
    /// How long things are kept after their last use.
    package struct Retention: Decodable, Sendable, Hashable {
      package var chats: Duration
      package var guestChats: Duration
      package var logs: Duration
      package var traces: Duration
      package var jobs: Duration
      package var findings: Duration

      private enum CodingKeys: String, CodingKey {
        case chats
        case guestChats = "guest_chats"
        case logs
        case traces
        case jobs
        case findings
      }
    }

    /// Absolute.
    package var directory: String
    package var retention: Retention
  }

  /// How long a session lives.
  package struct Sessions: Decodable, Sendable, Hashable {
    package var idle: Duration
    package var absolute: Duration
  }

  /// What Parley tells about its own work.
  package struct Telemetry: Decodable, Sendable, Hashable {
    /// The program's own log.
    package struct Log: Decodable, Sendable, Hashable {
      /// One JSON object per line, or text.
      package enum Format: String, Decodable, Sendable, Hashable {
        case json
        case text
      }

      /// The least important messages that are written.
      package enum Level: String, Decodable, Sendable, Hashable, CaseIterable {
        case debug
        case info
        case warning
        case error
      }

      package var format: Format
      package var level: Level
    }

    package var log: Log
  }
}
