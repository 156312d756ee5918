import ParleyEngine
import ParleyPlugin

extension Application {
  /// The page, and what operators and their tools ask.
  static let operationRoutes: [Route] =
    [
      Route(.get, "/livez", style: .plain, "Whether the process runs.", offers: ["text/plain"]) {
        _ in
        .text("ok\n", type: "text/plain")
      },
      Route(
        .get, "/readyz", style: .plain,
        "Whether requests are welcome; tells operators whether a changed configuration was refused.",
        offers: ["text/plain", "application/json"]
      ) { call in
        guard !call.request.isDraining else { throw Problem.draining }
        return readiness(call)
      },
      Route(
        .get, "/metrics", style: .plain, "Counters for Prometheus, to programs of this machine.",
        offers: ["text/plain"]
      ) { call in
        try call.requireOperator(
          unless: call.request.peer.isThisMachine && !call.request.isForwarded)
        return Response(
          200, headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")],
          content: .whole(Array(metrics(call.services).utf8)))
      },
      Route(.get, "/openapi.json", style: .plain, "This description.") { call in
        .json(
          OpenAPIDocument(routes: Application.routes, version: call.services.settings.version).json)
      },
    ] + pageRoutes

  /// The chat page and the files that it loads.
  private static let pageRoutes = ChatPage.paths.map { path in
    Route(
      .get, PathPattern(stringLiteral: path), style: .plain,
      path == "/" ? "The chat page." : "What the chat page loads.",
      offers: [ChatPage.asset(for: path)?.mediaType ?? "*/*"]
    ) { call in try page(call, path) }
  }

  private static func metrics(_ services: Services) -> String {
    services.metrics.text(
      generations: services.generations, configuration: services.configuration,
      version: services.settings.version)
  }

  /// Ready, and for operators which configuration holds. A server that refused a changed file is as
  /// ready as it was before, so the status stays 200.
  private static func readiness(_ call: Call) -> Response {
    let configuration = call.services.configuration
    let isStale = configuration.figures.refusal != nil
    guard call.accepted == "application/json" else {
      let detail = isStale && call.visitor.isOperator ? "config: stale\n" : ""
      return .text("ok\n" + detail, type: "text/plain")
    }
    var json: [String: JSONValue] = ["status": "ok"]
    if call.visitor.isOperator { json["config"] = configuration.json }
    return .json(.object(json))
  }

  private static func page(_ call: Call, _ path: String) throws -> Response {
    guard let asset = ChatPage.asset(for: path) else { throw Problem.notFound }
    let headers = [("ETag", asset.etag), ("Cache-Control", "no-cache")]
    if call.request.headers["If-None-Match"] == asset.etag {
      return Response(304, headers: headers, content: .whole([]))
    }
    return Response(
      200, headers: [("Content-Type", asset.contentType)] + headers, content: .whole(asset.bytes))
  }
}

extension PageAsset {
  /// Without parameters.
  fileprivate var mediaType: String { RequestReading.mediaType(contentType) }
}
