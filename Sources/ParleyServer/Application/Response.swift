import ParleyJSON
package import ParleyPlugin

/// What a route answers.
package struct Response: Sendable {
  /// Sends a piece of a streamed reply; throws when nobody reads any more.
  package typealias Sink = @Sendable ([UInt8]) async throws -> Void

  package enum Content: Sendable {
    case whole([UInt8])
    /// Made while it is sent; its end is the end of the reply.
    case stream(@Sendable (_ write: @escaping Sink) async throws -> Void)
  }

  package var status: Int
  package var headers: [(String, String)]
  package var content: Content

  package init(_ status: Int, headers: [(String, String)] = [], content: Content) {
    self.status = status
    self.headers = headers
    self.content = content
  }

  /// A JSON document.
  package static func json(
    _ value: JSONValue, status: Int = 200, headers: [(String, String)] = []
  ) -> Response {
    Response(
      status, headers: [("Content-Type", "application/json")] + headers,
      content: .whole(JSONWriter.bytes(value)))
  }

  /// A text of some media type, in UTF-8.
  package static func text(
    _ text: String, type: String, status: Int = 200, headers: [(String, String)] = []
  ) -> Response {
    Response(
      status, headers: [("Content-Type", "\(type); charset=utf-8")] + headers,
      content: .whole(Array(text.utf8)))
  }

  /// Done, and nothing to say about it.
  package static let noContent = Response(204, content: .whole([]))

  /// A stream of server-sent events.
  package static func events(
    _ produce: @escaping @Sendable (_ write: @escaping Sink) async throws -> Void
  ) -> Response {
    Response(
      200,
      headers: [
        ("Content-Type", "text/event-stream"), ("Cache-Control", "no-cache, no-transform"),
        ("X-Accel-Buffering", "no"),
      ], content: .stream(produce))
  }
}
