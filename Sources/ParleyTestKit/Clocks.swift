package import ParleyDomain
package import ParleyPlugin
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: WallClock {
  private let time: Mutex<Timestamp>

  package init(_ start: Timestamp = Timestamp(milliseconds: 1_800_000_000_000)) {
    time = Mutex(start)
  }

  package var now: Timestamp { time.withLock { $0 } }

  package func advance(by duration: Duration) {
    time.withLock { $0 = $0.advanced(by: duration) }
  }
}

/// Names that count up: `id-1`, `id-2`, …
package final class SequentialIdentifiers: IdentifierSource {
  private let last = Mutex(0)

  package init() {}

  package func next() -> String {
    last.withLock { last in
      last += 1
      return "id-\(last)"
    }
  }
}

/// The same fence word for every chat.
package struct FixedFence: FenceSource {
  package let word: String

  package init(_ word: String = "f3nce5f3nce5") {
    self.word = word
  }

  package func fence(owner: OwnerID, persona: String, firstMessage: String) -> String { word }
}
