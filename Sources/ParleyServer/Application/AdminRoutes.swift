import ParleyDomain
import ParleyEngine
import ParleyPlugin

extension Application {
  /// What the command line asks through the socket in the storage folder. Nobody else finds it.
  static let adminRoutes: [Route] = [
    Route(.get, "/api/admin/status", "How the server is; through the socket only.") { call in
      try call.requireSocket()
      let engine = call.services.generations.engine
      let snapshot = try await engine.knowledge.snapshot()
      return .json([
        "version": .string(call.services.settings.version),
        "running_generations": .integer(call.services.generations.running),
        "draining": .boolean(call.request.isDraining),
        "personas": .array(engine.personas.map { .string($0.name) }),
        "upstreams": .array(engine.upstreams.map { .string($0.name) }),
        "knowledge": .object(snapshot.versions.mapValues(JSONValue.string)),
      ])
    },
    Route(
      .post, "/api/admin/reload", "Reads the configuration again; through the socket only.",
      body: []
    ) { call in
      try call.requireSocket()
      do {
        try await call.services.reload()
      } catch {
        throw Problem(422, "configuration_refused", String(describing: error))
      }
      return .json(["reloaded": true])
    },
  ]
}

extension Call {
  /// Throws what a path that does not exist would, unless the caller is the command line.
  fileprivate func requireSocket() throws {
    guard request.peer == .unixSocket, !request.isForwarded else { throw Problem.notFound }
  }
}
