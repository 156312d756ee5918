package import ParleySQLite

extension SQLiteChatStore {
  /// What statements have been run since this was called last, with their costs and plans.
  package func takeWork() async throws -> [StatementWork] {
    let written = try await write(.eventual) { $0.takeWork() }
    return try await written + read { $0.takeWork() }
  }
}
