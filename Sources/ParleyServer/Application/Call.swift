import ParleyDomain
import ParleyEngine
import ParleyPlugin

/// A request on its way through a route: who asks, what for, and what the route works with.
struct Call: Sendable {
  let request: ServerRequest
  let parameters: [String: String]
  let visitor: Visitor
  let services: Services
  /// The checked members of the body; empty for routes without one and for `/v1`.
  let fields: [String: JSONValue]
  /// The media type that the client wants, of those the route offers.
  let accepted: String

  var owner: OwnerID { visitor.owner }

  /// Now, by the clock of the engine.
  var now: Timestamp { services.generations.engine.clock.now }

  /// A variable segment of the path.
  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// Whether the client wants rendered text besides.
  func wantsHTML() throws -> Bool {
    if fields["render"]?.string == "html" { return true }
    guard let render = request.queryValue("render") else { return false }
    guard render == "html" else { throw Problem.query("render", "the only value is 'html'") }
    return true
  }

  /// Throws for a route that is for operators, unless it is shown to everyone.
  func requireOperator(unless isForEveryone: Bool) throws {
    guard visitor.isOperator || isForEveryone else {
      throw Problem(403, "operators_only", "Only operators may see this; see auth.expose.")
    }
  }

  /// The session of this visitor, or ``Problem/notFound``.
  func session(_ id: String) async throws -> Session {
    guard let session = try await services.sessions.session(SessionID(id), owner: owner, at: now)
    else { throw Problem.notFound }
    return session
  }
}
