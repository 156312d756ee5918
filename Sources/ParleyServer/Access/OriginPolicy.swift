/// What pages of other origins may do: read what the configuration lists (CORS), and change nothing
/// in the name of somebody whose browser shows them (CSRF).
struct OriginPolicy: Sendable {
  private let listed: Set<String>
  private let ownAuthority: String?

  init(_ settings: ApplicationSettings) {
    listed = Set(settings.corsOrigins.map { $0.lowercased() })
    ownAuthority = Authority.ofURL(settings.publicURL)
  }

  func isListed(_ request: ServerRequest) -> Bool {
    request.headers["Origin"].map { listed.contains($0.lowercased()) } ?? false
  }

  /// Refuses what another site makes a browser send. A program that is no browser sends neither
  /// header; with a cookie it has to say where it comes from.
  func check(_ request: ServerRequest, isReading: Bool) throws {
    if isReading || isListed(request) { return }
    let site = request.headers["Sec-Fetch-Site"]?.lowercased()
    let origin = request.headers["Origin"]
    let isOwn = origin.map { isOwnOrigin($0, request) }
    switch (site, isOwn) {
    case ("same-origin", _), ("none", _), (_, true): return
    case (nil, nil) where request.headers["Cookie"] == nil: return
    default:
      throw Problem(
        403, "csrf",
        "The request comes from another site, or does not say that it does not; send it from "
          + "Parley's own page, or with an Origin header that names this address.")
    }
  }

  /// The fields that let a listed page read the answer.
  func headers(_ request: ServerRequest) -> [(String, String)] {
    guard !listed.isEmpty else { return [] }
    var headers = [("Vary", "Origin")]
    if isListed(request), let origin = request.headers["Origin"] {
      headers += [
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Expose-Headers", "X-Request-ID, Retry-After"),
      ]
    }
    return headers
  }

  private func isOwnOrigin(_ origin: String, _ request: ServerRequest) -> Bool {
    guard let authority = Authority.ofURL(origin) else { return false }
    return authority == request.headers["Host"]?.lowercased() || authority == ownAuthority
  }
}
