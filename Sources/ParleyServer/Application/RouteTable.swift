/// All routes, and how a request finds its own.
struct RouteTable: Sendable {
  let routes: [Route]

  enum Match: Sendable {
    case route(Route, parameters: [String: String])
    /// The path exists, the method does not.
    case otherMethods([Route.Method])
    case none
  }

  func match(method: String, path: [String]) -> Match {
    var methods: [Route.Method] = []
    for route in routes {
      guard let parameters = route.pattern.match(path) else { continue }
      if route.method.rawValue == method { return .route(route, parameters: parameters) }
      methods.append(route.method)
    }
    return methods.isEmpty ? .none : .otherMethods(methods)
  }

  /// The methods of a path, as `Allow` lists them; empty when there is no such path.
  func allowed(path: [String]) -> [String] {
    let methods = routes.filter { $0.pattern.match(path) != nil }.map(\.method)
    return RouteTable.allow(methods)
  }

  /// What may be asked besides: the head of what may be got, and which methods there are.
  static func allow(_ methods: [Route.Method]) -> [String] {
    guard !methods.isEmpty else { return [] }
    let names = methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : [])
    return Set(names + ["OPTIONS"]).sorted()
  }
}
