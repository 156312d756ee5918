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
        "upstreams": .object(engine.upstreamStates),
        "knowledge": .object(snapshot.versions.mapValues(JSONValue.string)),
        "knowledge_loads": call.services.metrics.loads.json,
        "config": call.services.configuration.json,
      ])
    },
    Route(
      .get, "/api/admin/chats/{id}",
      "A chat with its traces, whoever it belongs to; through the socket only."
    ) { call in
      try call.requireSocket()
      let id = ChatID(call.parameter("id"))
      guard let recording = try await call.services.traces.recording(of: id) else {
        throw Problem.notFound
      }
      return .json(recording.json)
    },
    Route(
      .post, "/api/admin/reload", "Reads the configuration again; through the socket only.",
      body: []
    ) { call in
      try call.requireSocket()
      switch await call.services.reload() {
      case .applied(let warnings):
        return .json(["reloaded": true, "warnings": .array(warnings.map(JSONValue.string))])
      case .refused(let errors):
        throw Problem(
          422, "configuration_refused", errors.joined(separator: "\n"),
          members: ["diagnostics": .array(errors.map(JSONValue.string))])
      }
    },
    Route(
      .get, "/api/admin/jobs", "Jobs and deliveries that are not done; through the socket only."
    ) { call in
      let items = try await call.backlog().backlog(limit: 1000)
      return .json(["jobs": .array(items.map(\.json))])
    },
    Route(
      .post, "/api/admin/jobs/retry",
      "Tries a dead job or delivery again, or all of them; through the socket only.",
      body: [FieldSpec("id", .text(atMost: 200), "Which one; all without it.")]
    ) { call in
      let backlog = try call.backlog()
      let id = call.fields["id"]?.string
      let count = try await backlog.retry(id, at: call.services.generations.engine.clock.now)
      call.services.wake()
      return .json(["retried": .integer(count)])
    },
  ]
}

extension Engine {
  /// By name of the upstream: `ok`, `left alone` after failures, `resting` as it asked for, or `not called yet`.
  fileprivate var upstreamStates: [String: JSONValue] {
    let figures = guards.figures
    let states = upstreams.map { upstream -> (String, JSONValue) in
      guard let figures = figures[upstream.name] else { return (upstream.name, "not called yet") }
      let state: JSONValue =
        figures.isLeftAlone ? "left alone" : figures.isResting ? "resting" : "ok"
      return (upstream.name, state)
    }
    return Dictionary(states, uniquingKeysWith: { first, _ in first })
  }
}

extension Call {
  /// Throws what a path that does not exist would, unless the caller is the command line.
  func requireSocket() throws {
    guard request.peer == .unixSocket, !request.isForwarded else { throw Problem.notFound }
  }

  /// What is still to be done, for the command line.
  fileprivate func backlog() throws -> any Backlog {
    try requireSocket()
    guard let backlog = services.backlog else { throw Problem.notFound }
    return backlog
  }
}
