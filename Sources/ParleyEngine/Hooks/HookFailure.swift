import ParleyPlugin

/// Why a hook gave no result.
package enum HookFailure: Error, Sendable, Hashable, CustomStringConvertible {
  case threw(String)
  case late(Duration)
  /// Handed back more than ``HookLimits`` allow.
  case oversized(String)
  /// Too many earlier runs have not returned yet.
  case lanesExhausted
  /// Failed too often in a row; asked again later.
  case circuitOpen
  /// Is on its way back by itself; ``PluginNotReady`` says from what.
  case notReady(String)

  package var description: String {
    switch self {
    case .threw(let what): what
    case .late(let limit): "no answer within \(limit.withUnit)"
    case .oversized(let what): what
    case .lanesExhausted: "earlier runs still hang"
    case .circuitOpen: "left out after repeated failures"
    case .notReady(let why): why
    }
  }

  /// For metrics.
  package var outcomeName: String {
    switch self {
    case .threw: "threw"
    case .late: "late"
    case .oversized: "oversized"
    case .lanesExhausted: "lanes_exhausted"
    case .circuitOpen: "circuit_open"
    case .notReady: "not_ready"
    }
  }

  /// Whether the hook did not begin its work, so that calling it later is no second try.
  var isBeforeTheCall: Bool {
    switch self {
    case .lanesExhausted, .circuitOpen, .notReady: true
    case .threw, .late, .oversized: false
    }
  }

  /// Whether it speaks against calling the plugin again soon.
  var opensTheCircuit: Bool {
    switch self {
    case .threw, .late, .oversized, .lanesExhausted: true
    case .circuitOpen, .notReady: false
    }
  }
}
