import ParleyDomain
import ParleyPlugin

extension Application {
  /// What plugins found, for operators.
  static let findingRoutes: [Route] = [
    Route(
      .get, "/api/admin/unanswered",
      "The questions that got no good answer, those asked most often first; for operators.",
      query: [
        FieldSpec("days", .integer(1...3650), "of so many last days"),
        FieldSpec("limit", .integer(1...1000), "how many"),
      ]
    ) { call in
      guard call.visitor.isOperator, let findings = call.services.findings else {
        throw Problem.notFound
      }
      let days = try RequestReading.integer("days", in: call.request, 1...3650, default: 30)
      let limit = try RequestReading.integer("limit", in: call.request, 1...1000, default: 100)
      let since = call.now.advanced(by: .seconds(-days * 86_400))
      let questions = try await findings.unanswered(since: since, limit: limit)
      return .json(["questions": .array(questions.map(\.json))])
    }
  ]
}
