import Glibc
import ParleyHTTPClient
import ParleyJSON
import ParleyModels
import ParleyPlugin

/// The server that holds the storage folder, reached through its socket (`data/parley.sock`).
struct ServerClient: Sendable {
  private let http: HTTPClient
  private let socket: String

  /// Throws ``HTTPClientError`` when no client can be made.
  init(storage directory: String) throws {
    http = try HTTPClient()
    socket = "\(directory)/parley.sock"
  }

  /// Whether a server answers there.
  func answers() async -> Bool {
    guard access(socket, F_OK) == 0 else { return false }
    do {
      return try await http.send(request("GET", "/livez")).status == 200
    } catch {
      return false
    }
  }

  /// Sends a request and reads the JSON that comes back. Throws ``CommandFailure`` with the server's
  /// words when it refuses.
  @discardableResult
  func json(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    let response = try await http.send(request(method, path, body))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    guard (200..<300).contains(response.status) else { throw Self.failure(response.status, bytes) }
    return bytes.isEmpty ? .null : try JSONParser.parse(bytes, limits: JSONLimits(bytes: 64 << 20))
  }

  /// Sends a request and hands over the events of the stream that comes back, by name.
  func stream(
    _ path: String, _ body: JSONValue, onEvent: (String, JSONValue) async throws -> Void
  ) async throws {
    let response = try await http.send(request("POST", path, body))
    guard response.status == 200 else {
      throw Self.failure(response.status, try await response.body.collect(upTo: 1 << 20))
    }
    var parser = ServerSentEventParser()
    for try await bytes in response.body {
      var events: [ServerSentEvent] = []
      try parser.consume(bytes, into: &events)
      for event in events {
        try await onEvent(event.event ?? "message", try JSONParser.parse(event.data))
      }
    }
  }

  private func request(_ method: String, _ path: String, _ body: JSONValue? = nil) -> HTTPRequest {
    HTTPRequest(
      method: method, url: "http://localhost\(path)",
      headers: body == nil ? [] : [("Content-Type", "application/json")],
      body: body.map { JSONWriter.bytes($0) }, unixSocket: socket)
  }

  /// What a refusal means for a command line: the problem's detail and a status of its kind.
  static func failure(_ status: Int, _ body: [UInt8]) -> any Error {
    let detail: String
    do throws(JSONError) {
      let problem = try JSONParser.parse(body)
      if problem["code"]?.string == "configuration_refused" {
        return CommandFailure(
          .config, messages: problem["diagnostics"]?.array?.compactMap(\.string) ?? [])
      }
      detail = problem["detail"]?.string ?? "the server answered \(status)"
    } catch {
      detail = "the server answered \(status)"
    }
    return CommandFailure(exitStatus(of: status), detail)
  }

  private static func exitStatus(of status: Int) -> ExitStatus {
    switch status {
    case 400, 422: .usage
    case 401, 403: .permission
    case 404: .noInput
    case 409, 429: .tryAgain
    case 507: .io
    default: .unavailable
    }
  }
}
