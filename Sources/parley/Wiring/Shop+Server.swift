import ParleyConfig
import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyServer
import ParleyStore

extension Shop {
  /// Where the server listens: the configuration's address, or another one that the command line
  /// names. Throws ``CommandFailure`` when others could reach what is for this machine alone.
  func listenAddress(_ wanted: String?) throws -> ListenAddress {
    guard let wanted else { return configuration.server.listen }
    guard let address = ListenAddress(wanted) else {
      throw CommandFailure(
        .usage, "--listen \(wanted): expected HOST:PORT, for example 127.0.0.1:8080")
    }
    guard configuration.auth.mode != .local || address.isLoopback else {
      throw CommandFailure(
        .usage,
        "--listen \(address): with auth.mode 'local' only this machine may connect; listen on "
          + "127.0.0.1 or [::1], or set auth.mode to guests")
    }
    return address
  }

  /// The settings of the application, from the configuration.
  func applicationSettings(listen: ListenAddress) throws -> ApplicationSettings {
    var settings = ApplicationSettings()
    switch configuration.auth.mode {
    case .local:
      settings.mode = .local
      // All programs of this machine are one owner.
      settings.runningGenerations = 256
    case .guests: settings.mode = .guests
    case .accounts:
      throw CommandFailure(
        .config,
        "\(loaded.path): auth.mode: this version serves 'local' and 'guests', not 'accounts'")
    }
    let server = configuration.server
    settings.exposesTraces = configuration.auth.expose.trace == .everyone
    settings.exposesModels = configuration.auth.expose.models == .everyone
    settings.publicURL = String(server.publicURL.reversed().drop { $0 == "/" }.reversed())
    settings.allowedHosts = server.allowedHosts + [listen.host]
    settings.trustedProxies = server.trustedProxies
    settings.corsOrigins = server.corsOrigins
    settings.importBytes = server.maxImport.bytes
    settings.sessionIdle = configuration.sessions.idle
    settings.sessionAbsolute = configuration.sessions.absolute
    settings.version = ParleyVersion.current
    return settings
  }
}
