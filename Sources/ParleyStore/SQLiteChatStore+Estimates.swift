import ParleyDomain
package import ParleyPlugin
import ParleySQLite

extension SQLiteChatStore: EstimateStore {
  package func learned(for upstream: String, model: String) async throws -> JSONValue? {
    try await read { connection in
      try connection.first(
        "SELECT value FROM estimates WHERE upstream = ? AND model = ?",
        [.text(upstream), .text(model)]
      ) { try JSONColumn.value($0.text(0), in: "value of the estimate for \(upstream)") }
    }
  }

  package func keep(_ learned: JSONValue, for upstream: String, model: String) async throws {
    try await write(.eventual) { connection in
      try connection.run(
        "INSERT OR REPLACE INTO estimates (upstream, model, value) VALUES (?, ?, ?)",
        [.text(upstream), .text(model), .text(JSONColumn.text(learned))])
    }
  }
}
