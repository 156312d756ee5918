/// How much may be spent on an upstream. Days and months are those of UTC.
package struct SpendCaps: Sendable, Hashable {
  package var perDay: Nanos?
  package var perMonth: Nanos?

  package init(perDay: Nanos? = nil, perMonth: Nanos? = nil) {
    self.perDay = perDay
    self.perMonth = perMonth
  }
}

/// Counts what is spent on upstreams.
package protocol SpendStore: Sendable {
  /// Sets money aside before a call, so that calls at the same time cannot pass a cap together;
  /// returns `false`, with nothing set aside, when it would.
  ///
  /// - Parameter day: As `2026-11-20`.
  func reserve(
    _ amount: Nanos, within caps: SpendCaps, upstream: String, day: String
  ) async throws -> Bool

  /// Corrects what was set aside on a day by what the call really cost.
  func correct(by difference: Nanos, upstream: String, day: String) async throws

  /// What was spent or is set aside on a day, or in a month (`2026-11`).
  func spent(on upstream: String, during period: String) async throws -> Nanos
}
