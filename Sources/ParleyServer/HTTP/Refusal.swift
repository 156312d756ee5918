/// Why the transport answers a request itself, without asking the handler.
package struct Refusal: Sendable, Error {
  package var status: Int
  /// The kind of fault, for programs: `invalid_header`, `body_too_large`, …
  package var code: String
  /// The fault in words: what is wrong and what would be right.
  package var detail: String
  /// Fields that the status asks for, such as `Allow` or `Retry-After`.
  package var headers: [(String, String)]

  package init(
    _ status: Int, _ code: String, _ detail: String, headers: [(String, String)] = []
  ) {
    self.status = status
    self.code = code
    self.detail = detail
    self.headers = headers
  }

  /// Words a refusal as a reply, in the manner of the route that was asked for. `path` is the raw
  /// one, as far as it could be read: the guard may have refused it. Must answer a whole reply.
  package typealias Reply =
    @Sendable (_ refusal: Refusal, _ requestID: String, _ path: String) -> ServerReply

  /// The detail as plain text.
  package static let plainReply: Reply = { refusal, _, _ in
    .whole(
      status: refusal.status,
      headers: [("Content-Type", "text/plain; charset=utf-8")] + refusal.headers,
      body: Array("\(refusal.detail)\n".utf8))
  }
}
