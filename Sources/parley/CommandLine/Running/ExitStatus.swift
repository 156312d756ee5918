/// How the program ends. The numbers are those of BSD's `sysexits.h`, so that scripts can tell a
/// mistake of theirs from trouble that passes.
enum ExitStatus: Int32, Sendable, CaseIterable {
  case ok = 0
  /// A test or a gate did not pass.
  case failed = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case `internal` = 70
  case exists = 73
  case io = 74
  case tryAgain = 75
  case permission = 77
  case config = 78
  /// Ctrl-C, or another signal that ended the work early.
  case interrupted = 130

  /// The name of the status in JSON.
  var code: String {
    switch self {
    case .ok: "ok"
    case .failed: "failed"
    case .usage: "usage"
    case .badData: "bad_data"
    case .noInput: "no_input"
    case .unavailable: "unavailable"
    case .internal: "internal"
    case .exists: "exists"
    case .io: "io"
    case .tryAgain: "try_again"
    case .permission: "permission"
    case .config: "config"
    case .interrupted: "interrupted"
    }
  }
}
