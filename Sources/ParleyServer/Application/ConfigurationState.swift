package import ParleyPlugin
import Synchronization

/// What came of an attempt to take over a changed configuration.
package enum ReloadOutcome: Sendable, Hashable {
  /// New turns are made with it. Tells what to know about it, such as settings that need a restart.
  case applied(warnings: [String])
  /// Everything that is wrong with it; nothing has changed.
  case refused(errors: [String])
}

/// Which configuration the server works with: since when, and why a newer one was refused.
package final class ConfigurationState: Sendable {
  /// How long sessions live, which a reload may change.
  package struct SessionLimits: Sendable, Hashable {
    package var idle: Duration
    package var absolute: Duration

    package init(idle: Duration, absolute: Duration) {
      self.idle = idle
      self.absolute = absolute
    }
  }

  struct Refusal: Sendable, Hashable {
    /// Of the first refusal since the last success.
    var since: Timestamp
    /// Of the last one.
    var errors: [String]
  }

  struct Figures: Sendable, Hashable {
    var applied = 0
    var refused = 0
    var appliedAt: Timestamp
    var warnings: [String] = []
    var refusal: Refusal?
    var sessions: SessionLimits
  }

  private let state: Mutex<Figures>

  package init(appliedAt: Timestamp, sessions: SessionLimits) {
    state = Mutex(Figures(appliedAt: appliedAt, sessions: sessions))
  }

  var figures: Figures { state.withLock { $0 } }
  var sessions: SessionLimits { state.withLock { $0.sessions } }

  /// A changed configuration holds from now on.
  package func applied(at now: Timestamp, sessions: SessionLimits, warnings: [String]) {
    state.withLock { figures in
      figures.applied += 1
      figures.appliedAt = now
      figures.warnings = warnings
      figures.refusal = nil
      figures.sessions = sessions
    }
  }

  /// A changed configuration was refused; the one before goes on.
  package func refused(at now: Timestamp, errors: [String]) {
    state.withLock { figures in
      figures.refused += 1
      figures.refusal = Refusal(since: figures.refusal?.since ?? now, errors: errors)
    }
  }

  /// For operators: `{status: current | stale, since, warnings[], errors[]?}`. Stale is a server
  /// whose file has changed into one that was refused, since then.
  var json: JSONValue {
    let figures = figures
    var json: [String: JSONValue] = [
      "status": figures.refusal == nil ? "current" : "stale",
      "since": .string((figures.refusal?.since ?? figures.appliedAt).description),
      "warnings": .array(figures.warnings.map(JSONValue.string)),
    ]
    if let refusal = figures.refusal {
      json["errors"] = .array(refusal.errors.map(JSONValue.string))
    }
    return .object(json)
  }
}
