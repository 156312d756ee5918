package import ParleyDomain
import ParleyPlugin
import Synchronization

/// What hooks have done since the program started, of all plugins and across reloads: runs, how long
/// they took, and the lanes that late ones hold.
package final class HookLedger: Sendable {
  /// The most lanes that late hooks of all plugins may hold together before those who hold some get
  /// no more. A plugin that holds none may always run, so that the bad ones cost it nothing: the
  /// threads of the program are bounded by this and the number of plugins.
  package static let mostHeldLanes = 32

  package struct Figures: Sendable {
    /// By plugin, hook and outcome.
    package var runs: [[String]: Int] = [:]
    /// In seconds, by plugin and hook; only of hooks that were called.
    package var durations: [[String]: Histogram] = [:]
    /// By plugin; those that hold none are missing.
    package var heldLanes: [String: Int] = [:]
  }

  private let state = Mutex(Figures())

  package init() {}

  package var figures: Figures { state.withLock { $0 } }

  /// Counts a run.
  func ran(_ plugin: String, _ hook: HookPoint, _ outcome: String, seconds: Double?) {
    state.withLock { figures in
      figures.runs[[plugin, hook.rawValue, outcome], default: 0] += 1
      guard let seconds else { return }
      figures.durations[
        [plugin, hook.rawValue],
        default: Histogram(bounds: [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30])
      ].add(seconds)
    }
  }

  /// Whether a plugin may take the risk of another lane.
  func admits(_ plugin: String) -> Bool {
    state.withLock { figures in
      figures.heldLanes[plugin] == nil
        || figures.heldLanes.values.reduce(0, +) < HookLedger.mostHeldLanes
    }
  }

  /// A late hook keeps its lane.
  func holds(_ plugin: String) {
    state.withLock { $0.heldLanes[plugin, default: 0] += 1 }
  }

  /// The last late hook on a lane has returned.
  func releases(_ plugin: String) {
    state.withLock { figures in
      let left = (figures.heldLanes[plugin] ?? 1) - 1
      figures.heldLanes[plugin] = left > 0 ? left : nil
    }
  }
}
