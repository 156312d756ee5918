/// Answers only under the server's own names: a page that points its name at this address
/// (DNS rebinding) is refused.
struct HostPolicy: Sendable {
  private let hosts: Set<String>

  init(_ settings: ApplicationSettings) {
    let own = Authority.ofURL(settings.publicURL).map { Authority.host(of: $0) }
    hosts = Set(
      (settings.allowedHosts + [own].compactMap(\.self)).map { $0.lowercased() }
        + ["localhost", "127.0.0.1", "::1"])
  }

  func check(_ request: ServerRequest) throws {
    guard let header = request.headers["Host"], !header.isEmpty else {
      throw Problem(400, "host_missing", "The request has no Host header.")
    }
    let host = Authority.host(of: header)
    guard hosts.contains(host) || host.hasSuffix(".localhost") else {
      throw Problem(
        421, "host_not_allowed",
        "Parley does not answer as '\(Problem.shown(host))'; add the name to server.allowed_hosts.")
    }
  }
}

/// The part of an address that names host and port.
enum Authority {
  /// `shop.example.org:8443` of `https://shop.example.org:8443/chat`.
  static func ofURL(_ url: String) -> String? {
    let parts = url.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].hasSuffix(":"), parts[1].isEmpty, !parts[2].isEmpty else {
      return nil
    }
    return parts[2].lowercased()
  }

  /// The host in lower case, without port, brackets and a dot at its end.
  static func host(of authority: String) -> String {
    var host = authority.lowercased()[...]
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[host.index(after: host.startIndex)..<end])
    }
    if let colon = host.lastIndex(of: ":") { host = host[..<colon] }
    if host.hasSuffix(".") { host = host.dropLast() }
    return String(host)
  }
}
