import ParleyDomain
import ParleyPlugin

/// The host that one hook sees during one turn: knowledge pinned to the turn's versions, and
/// everything asked of it recorded.
struct TurnHostSession: TurnHost {
  let entry: String
  let deadline: Deadline
  let now: Timestamp
  let tokens: any TokenCounter
  let historyTokens: Int
  let knowledge: any KnowledgeAccess
  let model: any ModelAccess
  let memory: any MemoryAccess
  let operatorLog: any OperatorLog

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    operatorLog.write(level, message, fields.merging(["plugin": .string(entry)]) { own, _ in own })
  }
}
