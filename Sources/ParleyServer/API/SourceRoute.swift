import ParleyDomain
import ParleyEngine
import ParleyPlugin

extension Application {
  /// Records, so that every citation leads somewhere.
  static let sourceRoutes: [Route] = [
    Route(
      .get, "/sources/{collection}/{id...}", style: .plain,
      "A record that replies cite, as JSON or as a page.",
      offers: ["text/html", "application/json"]
    ) { call in try await SourceRoute(call: call).show() }
  ]
}

/// `GET /sources/{collection}/{id}`: the same for everybody, as records are public.
struct SourceRoute: Sendable {
  let call: Call

  func show() async throws -> Response {
    let reference = RecordReference(
      collection: call.parameter("collection"), id: call.parameter("id"))
    guard let record = try await record(reference) else { throw Problem.notFound }
    // Who names no media type is a program.
    guard call.accepted == "text/html", call.request.headers["Accept"]?.contains("html") == true
    else { return .json(json(record), headers: [("Vary", "Accept")]) }
    return .text(RecordPage(record: record).html, type: "text/html", headers: [("Vary", "Accept")])
  }

  private func record(_ reference: RecordReference) async throws -> Record? {
    do {
      let snapshot = try await call.services.generations.engine.knowledge.snapshot()
      return try await snapshot.record(reference)
    } catch let error as KnowledgeError
      where error.code == .unknownCollection || error.code == .notLoaded
    {
      return nil
    }
  }

  private func json(_ record: Record) -> JSONValue {
    [
      "collection": .string(record.reference.collection), "id": .string(record.reference.id),
      "title": .string(record.title), "text": .string(record.text),
      "url": record.url.map(JSONValue.string) ?? .null,
      "fields": .object(
        Dictionary(
          record.fields.map { ($0.key.rawValue, $0.value.json) },
          uniquingKeysWith: { first, _ in first })),
    ]
  }
}

extension FieldValue {
  /// Money as `{amount, currency}`, times as RFC 3339.
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): Int(exactly: number).map(JSONValue.integer) ?? .number(number)
    case .money(let money):
      ["amount": .string(money.decimal), "currency": .string(money.currency)]
    case .timestamp(let timestamp): .string(timestamp.description)
    case .list(let values): .array(values.map(\.json))
    }
  }
}
