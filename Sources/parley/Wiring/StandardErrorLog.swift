import ParleyConfig
import ParleyDomain
import ParleyJSON
import ParleyPlugin
import ParleyStore

/// The operator's log: one line on standard error for each event, as JSON or as text.
struct StandardErrorLog: OperatorLog {
  let terminal: Terminal
  let settings: Configuration.Telemetry.Log

  func write(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
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
