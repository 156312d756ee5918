import Foundation
import ParleyDomain
import ParleyEngine
import ParleyJSON
import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Synchronization

/// The application on fakes, asked without sockets.
struct ApplicationFixture {
  let store = MemoryStore()
  let clock = ManualClock()
  let log = RecordingLog()
  let services: Services
  let application: Application

  init(
    model: FakeModel = FakeModel(saying: "Try [1]."), plugins: [PluginEntry] = [injector],
    audit: (any AuditTrail)? = nil, recollections: (any Recollections)? = nil,
    configure: (inout ApplicationSettings) -> Void = { _ in }
  ) {
    var settings = ApplicationSettings()
    settings.version = "1.2.3"
    configure(&settings)
    let personas = ["clerk", "florist"].map { name in
      Persona(
        name: name, label: name.capitalized, language: "en", instructions: "You sell things.",
        upstreams: ["main"], plugins: plugins.map(\.name))
    }
    let engine = Engine(
      personas: personas,
      upstreams: [
        Upstream(
          name: "main", model: "main-model", contextTokens: 8000, isExtractive: false,
          client: model, tokens: WordCounter())
      ],
      plugins: PluginChain(plugins), knowledge: FixedKnowledge([ApplicationFixture.record]),
      store: store, jobs: store, clock: clock, identifiers: SequentialIdentifiers(),
      fences: FixedFence(), documents: FixedDocuments(), log: log)
    let metrics = Metrics(startedAt: clock.now)
    services = Services(
      settings: settings,
      generations: LiveGenerations(
        engine: engine, jobs: JobLoop(), savingPauses: [.seconds(3600)],
        onEnd: { metrics.generationEnded($0) }),
      chats: store, sessions: store, traces: store, feedback: store, recollections: recollections,
      audit: audit, usage: store,
      log: log,
      metrics: metrics)
    application = Application(services)
  }

  static let record = Record(
    reference: RecordReference(collection: "books", id: "earth/sea"), title: "Earthsea",
    text: "Wizards & <dragons>.", fields: [.stock: .number(3)])

  /// Puts the record into every prompt.
  static let injector = PluginEntry(
    name: "books",
    plugin: ClosurePlugin(prePrompt: { _, _ in
      .parts([Part(.data, text: record.text, source: record.source, score: 1)])
    }))

  /// What came back.
  struct Answer {
    var status: Int
    var headers: [(String, String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }
    var code: String? { json["code"]?.string }
    func header(_ name: String) -> String? {
      headers.first { $0.0.lowercased() == name.lowercased() }?.1
    }
    /// The events of a stream: `id`, `event` and `data` of each.
    var events: [[String: String]] {
      text.components(separatedBy: "\n\n").compactMap { block in
        let fields = block.split(separator: "\n").filter { !$0.hasPrefix(":") }.map { line in
          let colon = line.firstIndex(of: ":") ?? line.endIndex
          return (String(line[..<colon]), String(line[colon...].dropFirst(2)))
        }
        return fields.isEmpty ? nil : Dictionary(fields, uniquingKeysWith: { first, _ in first })
      }
    }
    var eventNames: [String] { events.compactMap { $0["event"] } }
    /// The data of the first event with this name.
    func event(_ name: String) -> JSONValue {
      let data = events.first { $0["event"] == name }?["data"]
      return data.flatMap { try? JSONParser.parse($0) } ?? .null
    }
  }

  /// Asks as a program of this machine does, unless told otherwise.
  func send(
    _ method: String, _ target: String, _ body: String? = nil,
    headers: [(String, String)] = [], peer: ServerRequest.Peer = loopback,
    onWrite: @escaping @Sendable ([UInt8]) async throws -> Void = { _ in }
  ) async -> Answer {
    let response = await application.respond(
      to: request(method, target, body, headers: headers, peer: peer))
    switch response.content {
    case .whole(let body):
      return Answer(status: response.status, headers: response.headers, body: body)
    case .stream(let produce):
      let sent = SentBytes()
      do {
        try await produce { bytes in
          sent.append(bytes)
          try await onWrite(bytes)
        }
      } catch {}
      return Answer(status: response.status, headers: response.headers, body: sent.bytes)
    }
  }

  static let loopback = ServerRequest.Peer.tcp(address: "127.0.0.1", isLoopback: true)
  static let stranger = ServerRequest.Peer.tcp(address: "198.51.100.7", isLoopback: false)

  func request(
    _ method: String, _ target: String, _ body: String? = nil, headers: [(String, String)] = [],
    peer: ServerRequest.Peer = loopback
  ) -> ServerRequest {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    var query: [(name: String, value: String)] = []
    for pair in parts.dropFirst().flatMap({ $0.split(separator: "&") }) {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      query.append((name: sides[0], value: sides.count > 1 ? sides[1] : ""))
    }
    var fields = headers
    if !fields.contains(where: { $0.0 == "Host" }) { fields.append(("Host", "localhost:8080")) }
    if body != nil, !fields.contains(where: { $0.0 == "Content-Type" }) {
      fields.append(("Content-Type", "application/json"))
    }
    return ServerRequest(
      id: "request-1", method: method, path: parts[0], query: query,
      headers: HTTPMessageHeaders(fields.filter { !$0.1.isEmpty || $0.0 == "Idempotency-Key" }),
      body: Array((body ?? "").utf8), peer: peer)
  }
}

private final class SentBytes: Sendable {
  private let state = Mutex<[UInt8]>([])
  var bytes: [UInt8] { state.withLock { $0 } }
  func append(_ bytes: [UInt8]) { state.withLock { $0 += bytes } }
}
