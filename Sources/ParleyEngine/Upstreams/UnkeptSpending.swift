package import ParleyDomain
import Synchronization

/// Counts what is spent while a program runs, for stores that keep nothing of it.
package final class UnkeptSpending: SpendStore {
  private struct Key: Hashable {
    let upstream: String
    let day: String
  }

  private let amounts = Mutex<[Key: Nanos]>([:])

  package init() {}

  package func reserve(
    _ amount: Nanos, within caps: SpendCaps, upstream: String, day: String
  ) async throws -> Bool {
    amounts.withLock { amounts in
      for (cap, period) in [(caps.perDay, day), (caps.perMonth, String(day.prefix(7)))] {
        guard let cap else { continue }
        guard Self.sum(amounts, upstream, period) + amount <= cap else { return false }
      }
      amounts[Key(upstream: upstream, day: day), default: .zero] =
        Self.sum(amounts, upstream, day) + amount
      return true
    }
  }

  package func correct(by difference: Nanos, upstream: String, day: String) async throws {
    amounts.withLock { amounts in
      amounts[Key(upstream: upstream, day: day)] = max(
        .zero, Self.sum(amounts, upstream, day) + difference)
    }
  }

  package func spent(on upstream: String, during period: String) async throws -> Nanos {
    amounts.withLock { Self.sum($0, upstream, period) }
  }

  private static func sum(
    _ amounts: [Key: Nanos], _ upstream: String, _ period: String
  ) -> Nanos {
    amounts.filter { $0.key.upstream == upstream && $0.key.day.hasPrefix(period) }.values
      .reduce(.zero, +)
  }
}
