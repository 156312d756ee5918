/// How much one request may bring in its body, and what that is counted against.
package struct BodyAllowance: Sendable, Hashable {
  /// Bodies are counted together with others of their kind, so that a few large ones cannot keep the
  /// many small ones out.
  enum Pool: Sendable, Hashable {
    case ordinary
    case larger
  }

  var bytes: Int
  var pool: Pool
}

/// A route whose bodies may be larger than others.
package struct LargerBody: Sendable, Hashable {
  /// `POST`
  package var method: String
  /// The exact path, without query.
  package var path: String
  package var bytes: Int

  package init(method: String, path: String, bytes: Int) {
    self.method = method
    self.path = path
    self.bytes = bytes
  }
}

extension ServerLimits {
  /// What a request with this head may bring. A path written otherwise than the route's is no mistake:
  /// the usual limit holds for it.
  func allowance(of head: RequestHead) -> BodyAllowance {
    let path = head.target?.prefix { $0 != "?" }
    let larger = largerBodies.first { $0.method == head.method && path == $0.path[...] }
    guard let larger, larger.bytes > body else {
      return BodyAllowance(bytes: body, pool: .ordinary)
    }
    return BodyAllowance(bytes: larger.bytes, pool: .larger)
  }
}
