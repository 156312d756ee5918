import ParleyDomain
import ParleyPlugin

extension Application {
  /// What turns have used.
  static let usageRoutes: [Route] = [
    Route(
      .get, "/api/usage",
      "Turns and tokens of the caller by day and month; of everybody, with costs, for operators.",
      query: [
        FieldSpec("from", .text(atMost: 10), "the first day, as 2026-11-20; the month before this"),
        FieldSpec("to", .text(atMost: 10), "the last day; today when it is left away"),
      ]
    ) { call in try await UsageRoute(call: call).show() }
  ]
}

/// `GET /api/usage`: `{from, to, total{…}, days[{day, …}], months[{month, …}]}`, and for operators
/// `upstreams[{upstream, model, …}]` and `owners[{owner, …}]`. Days are those of UTC.
///
/// Each … is `{turns, estimated_turns, input_tokens, output_tokens, cached_tokens}`, and for operators
/// `costs[{amount, currency}]`.
struct UsageRoute: Sendable {
  private static let dayLength = Int64(86_400_000)
  let call: Call

  func show() async throws -> Response {
    guard let usage = call.services.usage else { throw Problem.notFound }
    let (first, last) = try days()
    let isOperator = call.visitor.isOperator
    let entries = try await usage.usage(
      of: isOperator ? nil : call.owner, from: first, to: last)
    var total = UsageFigures()
    for entry in entries { total += entry.figures }
    var json: [String: JSONValue] = [
      "from": .string(first), "to": .string(last), "total": .object(members(total)),
      "days": list(entries) { ["day": $0.day] },
      "months": list(entries) { ["month": String($0.day.prefix(7))] },
    ]
    if isOperator {
      json["upstreams"] = list(entries) { ["upstream": $0.upstream, "model": $0.model] }
      json["owners"] = list(entries) { ["owner": $0.owner.rawValue] }
    }
    return .json(.object(json))
  }

  /// The entries added up by what `key` makes of them, in the order in which it first occurs.
  private func list(
    _ entries: [UsageEntry], key: (UsageEntry) -> [String: String?]
  ) -> JSONValue {
    var sums: [(key: [String: String?], figures: UsageFigures)] = []
    var places: [[String: String?]: Int] = [:]
    for entry in entries {
      let key = key(entry)
      if let place = places[key] {
        sums[place].figures += entry.figures
      } else {
        places[key] = sums.count
        sums.append((key, entry.figures))
      }
    }
    return .array(
      sums.map { key, figures in
        .object(
          members(figures).merging(
            key.mapValues { $0.map(JSONValue.string) ?? .null }, uniquingKeysWith: { $1 }))
      })
  }

  private func members(_ figures: UsageFigures) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "turns": .integer(figures.turns), "estimated_turns": .integer(figures.estimatedTurns),
      "input_tokens": .integer(figures.inputTokens),
      "output_tokens": .integer(figures.outputTokens),
      "cached_tokens": .integer(figures.cachedTokens),
    ]
    if call.visitor.isOperator {
      members["costs"] = .array(
        figures.costs.sorted { $0.key < $1.key }.map { currency, amount in
          ["amount": .number(amount.units), "currency": .string(currency)]
        })
    }
    return members
  }

  /// The days that are asked for: from the first of the month before until today, unless named.
  private func days() throws -> (first: String, last: String) {
    let today = call.now.day
    let last = try day("to") ?? today
    let first = try day("from") ?? firstOfMonthBefore(last)
    guard first <= last else { throw Problem.query("from", "lies behind 'to', \(last)") }
    return (first, last)
  }

  private func day(_ name: String) throws -> String? {
    guard let text = call.request.queryValue(name) else { return nil }
    guard text.utf8.count == 10, Timestamp(text + "T00:00:00Z") != nil else {
      throw Problem.query(name, "is no day; write it as \(call.now.day)")
    }
    return text
  }

  private func firstOfMonthBefore(_ day: String) -> String {
    let firstOfMonth = day.prefix(8) + "01"
    guard let time = Timestamp(firstOfMonth + "T00:00:00Z") else { return day }
    let lastOfMonthBefore = Timestamp(milliseconds: time.milliseconds - Self.dayLength).day
    return lastOfMonthBefore.prefix(8) + "01"
  }
}
