/// Finds out whom a request comes from when a proxy has passed it on. Only the proxies that the
/// configuration lists are believed; from everybody else the headers mean nothing.
///
/// The address is all that is taken from a proxy. Scheme and host are those of `server.public_url`
/// and of the header `Host`.
struct ProxyPolicy: Sendable {
  private let trusted: [NetworkRange]

  init(_ settings: ApplicationSettings) {
    // The configuration has been checked: what is no network there never gets here.
    trusted = settings.mode == .local ? [] : settings.trustedProxies.compactMap(NetworkRange.init)
  }

  /// The request as if its client had sent it itself.
  func seen(_ request: ServerRequest) -> ServerRequest {
    guard case .tcp(let address, _) = request.peer, isTrusted(address), request.isForwarded else {
      return request
    }
    var request = request
    // Whoever comes through a proxy is not on this machine, whatever the proxy is.
    request.peer = .tcp(address: client(of: request.headers, by: address), isLoopback: false)
    return request
  }

  /// The last address in the chain that no trusted proxy has. What stands before it was written by
  /// the client, who may write anything.
  private func client(of headers: HTTPMessageHeaders, by proxy: String) -> String {
    var last = proxy
    for hop in hops(headers).reversed() {
      guard IPAddress(hop) != nil else { return last }
      last = hop
      if !isTrusted(hop) { return last }
    }
    return last
  }

  /// Nearly every proxy writes `X-Forwarded-For`; `Forwarded` (RFC 7239) counts where it is alone.
  private func hops(_ headers: HTTPMessageHeaders) -> [String] {
    let plain = headers.values("X-Forwarded-For")
    if !plain.isEmpty {
      return plain.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        .map(ProxyPolicy.address)
    }
    return headers.values("Forwarded")
      .flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { element in
        let node = element.split(separator: ";").first { pair in
          pair.drop { $0 == " " || $0 == "\t" }.lowercased().hasPrefix("for=")
        }
        return ProxyPolicy.address(node?.split(separator: "=", maxSplits: 1).last ?? "")
      }
  }

  /// `192.0.2.1` of `192.0.2.1:4711`, `2001:db8::1` of `"[2001:db8::1]:4711"`.
  private static func address(_ node: Substring) -> String {
    let plain = node.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
    if plain.hasPrefix("["), let end = plain.firstIndex(of: "]") {
      return String(plain[plain.index(after: plain.startIndex)..<end])
    }
    let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? String(parts[0]) : plain
  }

  private func isTrusted(_ address: String) -> Bool {
    guard let address = IPAddress(address) else { return false }
    return trusted.contains { $0.contains(address) }
  }
}
