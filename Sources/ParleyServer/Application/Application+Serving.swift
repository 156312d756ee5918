import ParleyDomain

extension Application {
  /// Starts to serve. Throws ``ServerError`` when nobody can listen there.
  package func serve(_ settings: ServerSettings) throws(ServerError) -> HTTPServer {
    var settings = settings
    settings.limits.largerBodies.append(
      LargerBody(
        method: "POST", path: ArchiveRoutes.importPath, bytes: services.settings.importBytes))
    settings.limits.largerBodiesTogether = max(
      settings.limits.largerBodiesTogether, services.settings.importBytes)
    return try HTTPServer.start(
      settings, log: services.log,
      refusal: { refusal, requestID, path in
        ServerReply(
          self.refusal(
            status: refusal.status, code: refusal.code, detail: refusal.detail,
            headers: refusal.headers, requestID: requestID, path: path))
      },
      handler: { request in ServerReply(await self.respond(to: request)) })
  }
}

extension ServerReply {
  init(_ response: Response) {
    switch response.content {
    case .whole(let body):
      self = .whole(status: response.status, headers: response.headers, body: body)
    case .stream(let produce):
      self = .stream(status: response.status, headers: response.headers) { writer in
        try await produce { bytes in try await writer.write(bytes) }
      }
    }
  }
}
