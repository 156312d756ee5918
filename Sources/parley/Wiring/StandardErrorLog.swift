import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyStore
import Synchronization

/// The operator's log: one line on standard error for each event, as JSON or as text.
struct StandardErrorLog: OperatorLog {
  let terminal: Terminal
  let settings: LogSettings

  func write(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    let settings = settings.current
    guard rank(level.rawValue) >= rank(settings.level.rawValue) else { return }
    switch settings.format {
    case .json:
      let own: [String: JSONValue] = [
        "ts": .string(SystemClock().now.description), "level": .string(level.rawValue),
        "msg": .string(message),
      ]
      terminal.talk(JSONWriter.string(.object(fields.merging(own) { _, own in own })))
    case .text:
      let details = fields.sorted { $0.key < $1.key }
        .map { " \($0.key)=\(JSONWriter.string($0.value))" }.joined()
      terminal.talk("\(level.rawValue): \(message)\(details)")
    }
  }

  private func rank(_ level: String) -> Int {
    LogLevel.allCases.firstIndex { $0.rawValue == level } ?? 0
  }
}

/// How the log is written now; a reload may change it for all who write.
final class LogSettings: Sendable {
  private let state: Mutex<Configuration.Telemetry.Log>

  init(_ settings: Configuration.Telemetry.Log) {
    state = Mutex(settings)
  }

  var current: Configuration.Telemetry.Log { state.withLock { $0 } }

  func replace(_ settings: Configuration.Telemetry.Log) {
    state.withLock { $0 = settings }
  }
}
