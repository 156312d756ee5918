import ParleyPlugin

/// `/openapi.json`: the route table in OpenAPI 3.1.
struct OpenAPIDocument: Sendable {
  let routes: [Route]
  let version: String

  var json: JSONValue {
    var paths: [String: [String: JSONValue]] = [:]
    for route in routes {
      paths[route.pattern.template, default: [:]][route.method.rawValue.lowercased()] =
        operation(route)
    }
    return [
      "openapi": "3.1.0",
      "info": ["title": "Parley", "version": .string(version)],
      "paths": .object(paths.mapValues(JSONValue.object)),
    ]
  }

  private func operation(_ route: Route) -> JSONValue {
    let content = route.offers.map { ($0, JSONValue.object([:])) }
    let problem = route.style == .openAI ? "application/json" : "application/problem+json"
    var operation: [String: JSONValue] = [
      "summary": .string(route.summary),
      "parameters": .array(
        route.pattern.variables.map { name in
          [
            "name": .string(name), "in": "path", "required": true,
            "schema": ["type": "string"],
          ]
        }
          + route.query.map { field in
            [
              "name": .string(field.name), "in": "query", "required": .boolean(field.isRequired),
              "schema": field.schema,
            ]
          }),
      "responses": [
        "default": ["description": "A problem", "content": .object([problem: [:]])],
        "2XX": [
          "description": "The answer",
          "content": .object(Dictionary(content, uniquingKeysWith: { first, _ in first })),
        ],
      ],
    ]
    if let body = route.body { operation["requestBody"] = requestBody(body, route.style) }
    return .object(operation)
  }

  private func requestBody(_ fields: [FieldSpec], _ style: Route.Style) -> JSONValue {
    [
      "required": true,
      "content": [
        "application/json": [
          "schema": [
            "type": "object",
            "properties": .object(
              Dictionary(
                fields.map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first })),
            "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
            "additionalProperties": .boolean(style == .openAI),
          ]
        ]
      ],
    ]
  }
}
