import Synchronization

/// An upstream for tests and measurements in which the model's name chooses what happens.
///
/// `ok` answers, `ok-500-50` with 500 tokens at 50 a second, `reset-mid-stream` says 20 tokens and
/// breaks off; ``UpstreamFault/all`` is the list. It speaks the chat completions protocol under
/// `/v1/chat/completions`, the older one under `/v1/completions`, Anthropic's under `/v1/messages`,
/// lists its models under `/v1/models` (without their parameters), and tells under `/status` what it
/// has seen. Other methods and paths answer 404.
///
/// What stands behind an `@` in a model's name chooses nothing, but is counted apart: a fault that
/// goes away after some calls begins anew for every such name.
public final class FakeUpstream: Sendable {
  /// The calls of each model so far, in full: its name with what stands behind the `@`.
  private final class Calls: Sendable {
    let counts = Mutex<[String: Int]>([:])

    func next(_ model: String) -> Int {
      counts.withLock { counts in
        counts[model, default: 0] += 1
        return counts[model, default: 1]
      }
    }
  }

  /// What carries out the steps; tests await its counters.
  public let server: LoopbackServer
  private let calls: Calls

  /// Opens a port, any free one for 0, and begins to serve.
  ///
  /// Without `keepsRequests` they are only counted: what runs for long would collect them.
  public init(port: UInt16 = 0, keepsRequests: Bool = true) throws {
    let calls = Calls()
    let record = try LoopbackRecord(keepsRequests: keepsRequests)
    self.calls = calls
    server = try LoopbackServer(port: port, record: record) { request in
      let path = request.target.prefix { $0 != "?" }
      switch (request.method, path) {
      case ("GET", "/status"): return [.response(200, Self.status(record, calls))]
      case ("GET", _) where path.hasSuffix("/models"): return [.response(200, Self.modelList)]
      case ("GET", _) where path.hasPrefix("/v1/models/"):
        return [Self.description(of: path.dropFirst("/v1/models/".count))]
      default: return Self.answer(request, path: path, calls: calls)
      }
    }
  }

  /// Where the interface begins: what `base_url` is to say.
  public var baseURL: String { server.url + "/v1" }

  /// How often each model has been called, by its name in full.
  public var callCounts: [String: Int] { calls.counts.withLock { $0 } }

  private static func answer(
    _ request: LoopbackServer.Request, path: Substring, calls: Calls
  ) -> [LoopbackServer.Step] {
    guard request.method == "POST", let dialect = UpstreamDialect(path: path) else {
      return [
        .response(404, #"{"error":{"message":"no such route","type":"not_found_error"}}"#)
      ]
    }
    let body = UpstreamRequestBody(request.body)
    let (fault, parameters) = UpstreamFault.chosen(by: body.model)
    return fault.steps(
      UpstreamFault.Call(
        dialect: dialect, parameters: parameters, streams: body.streams,
        number: calls.next(body.model), promptTokens: request.body.count / 4))
  }

  /// What `GET /status` tells.
  private static func status(_ record: LoopbackRecord, _ calls: Calls) -> String {
    let models = calls.counts.withLock { $0 }.sorted { $0.key < $1.key }
      .map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
    return #"{"requests":\#(record.requestsReceived.count),"#
      + #""departures":\#(record.departures.count),"#
      + #""open":\#(record.opened.count - record.closed.count),"models":{\#(models)}}"#
  }

  /// A model by itself, as Anthropic describes it.
  private static func description(of model: Substring) -> LoopbackServer.Step {
    guard !UpstreamFault.chosen(by: String(model)).fault.name.isEmpty else {
      let words = "model: \(model)"
      return .response(
        404, UpstreamDialect.messages.problem(type: "not_found_error", message: words))
    }
    return .response(
      200, #"{"type":"model","id":"\#(model)","object":"model","max_input_tokens":200000}"#)
  }

  private static let modelList: String = {
    let entries = UpstreamFault.all.map { #"{"id":"\#($0.name)","object":"model"}"# }
    return #"{"object":"list","data":[\#(entries.joined(separator: ","))]}"#
  }()
}
