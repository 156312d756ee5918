import ParleyCrypto
import ParleyDomain
import ParleyPlugin

/// Finds out who asks: the one place where a request becomes an owner.
struct Authenticator: Sendable {
  private let settings: ApplicationSettings
  private let cookies: GuestCookie

  init(_ settings: ApplicationSettings) {
    self.settings = settings
    cookies = GuestCookie(isSecure: settings.publicURL.lowercased().hasPrefix("https:"))
  }

  /// - Parameter isReading: Whether the request changes nothing. A guest who only reads an interface
  ///   is not given a cookie; one who loads the page is.
  func authenticate(_ request: ServerRequest, isReading: Bool) throws -> Visitor {
    switch settings.mode {
    case .local: return try local(request)
    case .guests: return try guest(request, isReading: isReading)
    }
  }

  private func local(_ request: ServerRequest) throws -> Visitor {
    guard request.peer.isThisMachine else {
      throw Problem(
        403, "not_this_machine",
        "With auth.mode 'local' only programs of this machine are answered; see auth.mode.")
    }
    guard !request.isForwarded else {
      throw Problem(
        403, "forwarded_request",
        "With auth.mode 'local' requests through a proxy are refused (they carry Forwarded or "
          + "X-Forwarded-*); set auth.mode to guests to serve others.")
    }
    return Visitor(owner: .local, isOperator: true, cookie: nil)
  }

  private func guest(_ request: ServerRequest, isReading: Bool) throws -> Visitor {
    // A proxy that was pointed at the socket brings others than the operator.
    let isOperator = request.peer == .unixSocket && !request.isForwarded
    let sent = cookies.values(in: request)
    if !sent.isEmpty, request.headers["Authorization"] != nil {
      throw Problem(
        400, "two_credentials",
        "The request brings two credentials, a cookie and Authorization; send one of them.")
    }
    if let token = sent.first(where: GuestCookie.isValid), sent.count == 1 {
      return Visitor(owner: GuestCookie.owner(of: token), isOperator: isOperator, cookie: nil)
    }
    if Application.speaksOpenAI(request.pathSegments) {
      return Visitor(owner: request.peer.owner, isOperator: isOperator, cookie: nil)
    }
    // The command line is the same owner whether it goes through a server or opens the store itself.
    if isOperator, sent.isEmpty { return Visitor(owner: .local, isOperator: true, cookie: nil) }
    let token = GuestCookie.fresh()
    let isPage = request.path == "/"
    return Visitor(
      owner: GuestCookie.owner(of: token), isOperator: isOperator,
      cookie: isReading && !isPage ? nil : cookies.header(token))
  }
}

extension ServerRequest {
  /// Whether a proxy has passed it on.
  var isForwarded: Bool {
    headers.fields.contains { name, _ in
      let name = name.lowercased()
      return name == "forwarded" || name.hasPrefix("x-forwarded-")
    }
  }
}

extension ServerRequest.Peer {
  var isThisMachine: Bool {
    switch self {
    case .tcp(_, let isLoopback): isLoopback
    case .unixSocket: true
    }
  }

  /// Whom the chats of programs belong to that bring no credential: nobody can read them with a
  /// cookie, and all from one address share its limits.
  fileprivate var owner: OwnerID {
    switch self {
    case .tcp(let address, _): OwnerID("address-" + ContentHash.hex(of: address))
    case .unixSocket: .local
    }
  }
}
