import ParleyPlugin

/// One thing that the server can be asked: method, path, what it takes, and what answers it.
struct Route: Sendable {
  enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// Whose manner of speaking it keeps.
  enum Style: Sendable, Hashable {
    /// Parley's own: strict bodies, problems.
    case api
    /// OpenAI's: unknown fields are ignored, errors are its error object.
    case openAI
    /// Pages and probes.
    case plain
  }

  var method: Method
  var pattern: PathPattern
  var style: Style
  /// One sentence for `/openapi.json`.
  var summary: String
  var query: [FieldSpec]
  /// `nil` when it takes no body.
  var body: [FieldSpec]?
  /// Whether it reads the body itself, which may be larger than others.
  var readsBody: Bool
  /// Media types that it offers, the preferred one first.
  var offers: [String]
  var handle: @Sendable (Call) async throws -> Response

  init(
    _ method: Method, _ pattern: PathPattern, style: Style = .api, _ summary: String,
    query: [FieldSpec] = [], body: [FieldSpec]? = nil, readsBody: Bool = false,
    offers: [String] = ["application/json"],
    handle: @escaping @Sendable (Call) async throws -> Response
  ) {
    self.method = method
    self.pattern = pattern
    self.style = style
    self.summary = summary
    self.query = query
    self.body = body
    self.readsBody = readsBody
    self.offers = offers
    self.handle = handle
  }
}

/// A path with names for its variable segments: `/api/chats/{id}`. A last `{name...}` takes the rest.
struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  enum Segment: Sendable, Hashable {
    case fixed(String)
    case variable(String)
    case rest(String)
  }

  let description: String
  let segments: [Segment]

  init(stringLiteral text: String) {
    description = text
    segments = text.split(separator: "/").map { segment in
      guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return .fixed(String(segment)) }
      let name = segment.dropFirst().dropLast()
      return name.hasSuffix("...") ? .rest(String(name.dropLast(3))) : .variable(String(name))
    }
  }

  /// The values of the variables, when the path is one of these.
  func match(_ path: [String]) -> [String: String]? {
    var values: [String: String] = [:]
    for (position, segment) in segments.enumerated() {
      guard position < path.count else { return nil }
      switch segment {
      case .fixed(let text): guard path[position] == text else { return nil }
      case .variable(let name):
        guard !path[position].isEmpty else { return nil }
        values[name] = path[position]
      case .rest(let name):
        values[name] = path[position...].joined(separator: "/")
        return values
      }
    }
    return path.count == segments.count ? values : nil
  }

  /// The names of the variables, in order.
  var variables: [String] {
    segments.compactMap { segment in
      switch segment {
      case .fixed: nil
      case .variable(let name), .rest(let name): name
      }
    }
  }

  /// As OpenAPI writes it: `/sources/{collection}/{id}`.
  var template: String {
    "/"
      + segments.map { segment in
        switch segment {
        case .fixed(let text): text
        case .variable(let name), .rest(let name): "{\(name)}"
        }
      }.joined(separator: "/")
  }
}
