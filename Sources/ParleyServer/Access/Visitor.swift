import ParleyDomain

/// Who asks.
struct Visitor: Sendable, Hashable {
  var owner: OwnerID
  /// May see what happened behind a reply.
  var isOperator: Bool
  /// The cookie that makes a new guest known next time; `nil` for those who are known already.
  var cookie: String?

  /// The cookie to send with an answer. Programs that speak as OpenAI's clients do keep none.
  func newCookie(for style: Route.Style) -> String? {
    style == .openAI ? nil : cookie
  }
}
