import ParleyDomain
import ParleyPlugin

/// What a plugin sees of the house while it starts.
struct StartingPluginHost: PluginHost {
  let entry: String
  let collections: [String: CollectionInfo]
  let documents: ConfigurationDocuments
  let operatorLog: any OperatorLog

  func document(at path: String) async throws -> JSONValue {
    try await documents.document(at: path)
  }

  func log(_ level: LogLevel, _ message: String, _ fields: [String: JSONValue]) {
    operatorLog.write(level, message, fields.merging(["plugin": .string(entry)]) { own, _ in own })
  }
}
