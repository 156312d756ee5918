package import ParleyDomain
import ParleyPlugin

/// Keeps calls of upstreams within what may be spent: sets aside what a call can cost at most, and
/// corrects it by what it did cost.
package struct UpstreamPurse: Sendable {
  /// Money that was set aside for a call.
  struct Reservation: Sendable {
    let upstream: Upstream
    let day: String
    let amount: Nanos
  }

  let store: any SpendStore
  let clock: any WallClock
  let log: (any OperatorLog)?

  package init(store: any SpendStore, clock: any WallClock, log: (any OperatorLog)? = nil) {
    self.store = store
    self.clock = clock
    self.log = log
  }

  /// Sets money aside; `nil` for an upstream without a cap. Throws ``ModelError`` when the cap would be
  /// passed, also when it cannot be told.
  func reserve(_ upstream: Upstream, _ usage: Usage) async throws -> Reservation? {
    guard let price = upstream.price, let caps = upstream.caps else { return nil }
    let amount = price.cost(of: usage).amount
    let day = clock.now.day
    do {
      guard
        try await store.reserve(amount, within: caps, upstream: upstream.name, day: day)
      else {
        throw ModelError(
          .spent,
          "the upstream '\(upstream.name)' has no money left for a call of this length; its `spend` "
            + "is used up for now")
      }
    } catch let error as StoreError {
      throw ModelError(
        .spent, "what was spent on the upstream '\(upstream.name)' cannot be counted: \(error)")
    }
    return Reservation(upstream: upstream, day: day, amount: amount)
  }

  /// Puts the real cost in place of what was set aside.
  func settle(_ reservation: Reservation?, _ cost: Nanos) async {
    guard let reservation, cost != reservation.amount else { return }
    do {
      try await store.correct(
        by: cost - reservation.amount, upstream: reservation.upstream.name, day: reservation.day)
    } catch {
      log?.write(
        .warning, "the cost of a call could not be stored; the most that it could be is counted",
        ["upstream": .string(reservation.upstream.name), "reason": .string("\(error)")])
    }
  }
}
