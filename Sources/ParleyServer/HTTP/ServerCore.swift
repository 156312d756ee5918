import ParleyDomain
import Synchronization

/// What every part of the running server shares.
final class ServerCore: Sendable {
  typealias Handler = @Sendable (ServerRequest) async -> ServerReply

  let settings: ServerSettings
  let log: any OperatorLog
  let handler: Handler
  let drain = DrainSignal()
  /// Set when the drain is over: nothing may begin or wait any more.
  let end = DrainSignal()
  let tally = ServerTally()
  let running: RunningRequests
  let connections = ConnectionTable()
  let guardian: RequestGuard
  let unreadable: UnreadableConnections
  private let refusalReply: Refusal.Reply

  init(
    _ settings: ServerSettings, log: any OperatorLog, refusal: @escaping Refusal.Reply,
    handler: @escaping Handler
  ) {
    self.settings = settings
    self.log = log
    self.refusalReply = refusal
    self.handler = handler
    running = RunningRequests(settings.limits)
    unreadable = UnreadableConnections(log: log)
    guardian = RequestGuard(limits: settings.limits)
  }

  /// The reply to a request that the transport answers itself.
  func reply(to refusal: Refusal, requestID: String, path: String) -> WholeReply {
    tally.add(to: \.refusedRequests)
    if case .whole(let status, let headers, let body) = refusalReply(refusal, requestID, path) {
      return WholeReply(status: status, headers: headers, body: body)
    }
    return WholeReply(status: refusal.status, headers: refusal.headers, body: [])
  }
}
