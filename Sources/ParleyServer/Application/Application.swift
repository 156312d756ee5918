import ParleyDomain
import ParleyPlugin

/// The HTTP application: who asks, what for, and what is answered. Knows no sockets.
package struct Application: Sendable {
  let services: Services
  let table: RouteTable
  private let hosts: HostPolicy
  private let origins: OriginPolicy
  private let proxies: ProxyPolicy
  private let authenticator: Authenticator

  package init(_ services: Services) {
    self.services = services
    table = RouteTable(routes: Application.routes)
    hosts = HostPolicy(services.settings)
    origins = OriginPolicy(services.settings)
    proxies = ProxyPolicy(services.settings)
    authenticator = Authenticator(services.settings)
  }

  /// Answers a request; never throws, and notes it in the log and the metrics when it is over.
  package func respond(to received: ServerRequest) async -> Response {
    let request = proxies.seen(received)
    var note = RequestNote(request, services: services)
    var response = await answer(request, &note)
    response.headers = headers(of: response, request)
    switch response.content {
    case .whole: note.ended(response.status)
    case .stream(let produce):
      let (begun, status) = (note, response.status)
      response.content = .stream { write in
        defer { begun.ended(status) }
        try await produce(write)
      }
    }
    return response
  }

  /// Words what the transport refuses by itself, in the manner of the path.
  package func refusal(
    status: Int, code: String, detail: String, headers: [(String, String)], requestID: String,
    path: String
  ) -> Response {
    let problem = Problem(
      status, code, detail, headers: headers.map { Problem.Header($0.0, $0.1) })
    var response = word(
      problem, requestID: requestID,
      style: Application.speaksOpenAI(path.split(separator: "/").map(String.init))
        ? .openAI : .api)
    response.headers += SecurityHeaders.fields(services.settings)
    response.headers.append(("Cache-Control", "no-store"))
    return response
  }

  private func answer(_ request: ServerRequest, _ note: inout RequestNote) async -> Response {
    let style: Route.Style =
      Application.speaksOpenAI(request.pathSegments) ? .openAI : .api
    var isOperator = services.settings.mode == .local
    do {
      try hosts.check(request)
      if request.method == "OPTIONS" { return try options(request) }
      let (route, parameters) = try find(request)
      note.route = route.pattern.template
      try origins.check(request, isReading: route.method == .get)
      let visitor = try authenticator.authenticate(request, isReading: route.method == .get)
      isOperator = visitor.isOperator
      let accepted =
        route.style == .openAI
        ? "application/json" : try RequestReading.accepted(request, of: route.offers)
      var fields: [String: JSONValue] = [:]
      if let body = route.body, route.style == .api, !route.readsBody {
        fields = try RequestReading.fields(of: request, body)
      }
      var response = try await route.handle(
        Call(
          request: request, parameters: parameters, visitor: visitor, services: services,
          fields: fields, accepted: accepted))
      if let cookie = visitor.newCookie(for: route.style) {
        response.headers.append(("Set-Cookie", cookie))
      }
      return response
    } catch {
      let problem = Problem(error, forOperator: isOperator)
      if problem.status == 500 {
        services.log.write(
          .error, "a request failed",
          ["request_id": .string(request.id), "error": .string("\(error)")])
      }
      return word(problem, requestID: request.id, style: style)
    }
  }

  private func find(_ request: ServerRequest) throws -> (Route, [String: String]) {
    switch table.match(method: request.method, path: request.pathSegments) {
    case .route(let route, let parameters): return (route, parameters)
    case .otherMethods(let methods):
      let allowed = RouteTable.allow(methods).joined(separator: ", ")
      throw Problem(
        405, "method_not_allowed", "Here one may only \(allowed).",
        headers: [Problem.Header("Allow", allowed)])
    case .none: throw Problem.notFound
    }
  }

  /// What may be asked of a path: for people, and for browsers before they send what is another
  /// origin's.
  private func options(_ request: ServerRequest) throws -> Response {
    let allowed = table.allowed(path: request.pathSegments)
    guard !allowed.isEmpty else { throw Problem.notFound }
    var response = Response.noContent
    response.headers = [("Allow", allowed.joined(separator: ", "))]
    if origins.isListed(request) {
      response.headers += [
        ("Access-Control-Allow-Methods", allowed.joined(separator: ", ")),
        (
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-ID"
        ),
        ("Access-Control-Max-Age", "600"),
      ]
    }
    return response
  }

  private func word(_ problem: Problem, requestID: String, style: Route.Style) -> Response {
    style == .openAI
      ? OpenAIError(problem).response() : problem.response(requestID: requestID)
  }

  private func headers(of response: Response, _ request: ServerRequest) -> [(String, String)] {
    var headers = response.headers + SecurityHeaders.fields(services.settings)
    headers += origins.headers(request)
    if !headers.contains(where: { $0.0 == "Cache-Control" }) {
      headers.append(("Cache-Control", "no-store"))
    }
    return headers
  }

  /// Whether a path is one of those that speak as OpenAI does.
  static func speaksOpenAI(_ path: [String]) -> Bool {
    path.first == "v1" || path.first == "models" || path.starts(with: ["chat", "completions"])
  }
}
