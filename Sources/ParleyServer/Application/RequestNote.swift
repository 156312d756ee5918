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

  func ended(_ status: Int) {
    let seconds = (ContinuousClock.now - begun) / .seconds(1)
    services.metrics.requestEnded(
      route: route, method: request.method, status: status, seconds: seconds)
    services.log.write(
      .info, "request",
      [
        "request_id": .string(request.id),
        "method": .string(request.isHead ? "HEAD" : request.method),
        "route": .string(route), "status": .integer(status),
        "dur_s": .number((seconds * 1_000_000).rounded() / 1_000_000),
      ])
  }
}
