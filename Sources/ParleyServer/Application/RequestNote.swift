import ParleyDomain
import ParleyPlugin

/// What is noted of a request when it is over: one line in the log, and the metrics. Never text of
/// messages, queries or credentials.
struct RequestNote: Sendable {
  /// The pattern of the route, so that no names of visitors become labels; `other` without one.
  var route = "other"
  private let request: ServerRequest
  private let services: Services
  private let begun = ContinuousClock.now

  init(_ request: ServerRequest, services: Services) {
    self.request = request
    self.services = services
  }

  /// The address, as far as it is known behind proxies.
  private var client: String {
    switch request.peer {
    case .tcp(let address, _): address
    case .unixSocket: "socket"
    }
  }

  func ended(_ status: Int) {
    let seconds = (ContinuousClock.now - begun) / .seconds(1)
    services.metrics.requestEnded(
      route: route, method: request.method, status: status, seconds: seconds)
    services.log.write(
      .info, "request",
      [
        "request_id": .string(request.id),
        "method": .string(request.isHead ? "HEAD" : request.method),
        "route": .string(route), "client": .string(client), "status": .integer(status),
        "dur_s": .number((seconds * 1_000_000).rounded() / 1_000_000),
      ])
  }
}
