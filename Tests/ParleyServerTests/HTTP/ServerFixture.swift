import ParleyDomain
import ParleyServer
import ParleyTestKit

/// Runs a server on a free loopback port for the time of one test.
func withServer<Result>(
  _ settings: ServerSettings = .quick, log: RecordingLog = RecordingLog(),
  handler: @escaping @Sendable (ServerRequest) async -> ServerReply,
  _ body: (HTTPServer) async throws -> Result
) async throws -> Result {
  let server = try HTTPServer.start(settings, log: log, handler: handler)
  do {
    let result = try await body(server)
    await server.stop(within: .zero)
    return result
  } catch {
    await server.stop(within: .zero)
    throw error
  }
}

extension ServerSettings {
  /// Any free port of the loopback address.
  static var quick: ServerSettings {
    var settings = ServerSettings(port: 0)
    settings.deadlines.lastWords = .milliseconds(200)
    return settings
  }
}

extension ServerReply {
  static func text(_ text: String, status: Int = 200) -> ServerReply {
    .whole(status: status, headers: [("Content-Type", "text/plain")], body: Array(text.utf8))
  }
}

/// Tells what it was asked: method, path, body.
@Sendable func echo(_ request: ServerRequest) async -> ServerReply {
  .text("\(request.method) \(request.path) \(String(decoding: request.body, as: UTF8.self))")
}

extension OperatorLog where Self == RecordingLog {
  /// For tests that do not look at the log.
  static var silent: RecordingLog { RecordingLog() }
}
