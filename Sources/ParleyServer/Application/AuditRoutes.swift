import ParleyDomain
import ParleyPlugin

extension Application {
  /// Who deleted what, for operators.
  static let auditRoutes: [Route] = [
    Route(
      .get, "/api/admin/audit",
      "Who deleted what, and what retention has taken; the latest first, for operators.",
      query: [
        FieldSpec("limit", .integer(1...1000), "how many"),
        FieldSpec(
          "before", .integer(1...Int.max), "only records before this number; `next` of a page"),
      ]
    ) { call in
      guard call.visitor.isOperator, let audit = call.services.audit else {
        throw Problem.notFound
      }
      let limit = try RequestReading.integer("limit", in: call.request, 1...1000, default: 100)
      let before = try RequestReading.integer(
        "before", in: call.request, 1...Int.max, default: .max)
      return .json(try await audit.audit(before: before, limit: limit).json)
    }
  ]
}

extension AuditPage {
  /// `{records[{number, at, actor, action, subject, detail, hash}], next, intact}`
  fileprivate var json: JSONValue {
    [
      "records": .array(records.map(\.json)), "next": next.map(JSONValue.integer) ?? .null,
      "intact": .boolean(isIntact),
    ]
  }
}

extension AuditRecord {
  fileprivate var json: JSONValue {
    [
      "number": .integer(number), "at": .string(at.description), "actor": .string(actor),
      "action": .string(action), "subject": .string(subject), "detail": .string(detail),
      "hash": .string(hash),
    ]
  }
}
