package import ParleyPlugin

/// Keeps what has been learned about the tokens of upstreams, so that it survives a restart.
package protocol EstimateStore: Sendable {
  /// What was kept for an upstream while it had this model.
  func learned(for upstream: String, model: String) async throws -> JSONValue?

  /// Keeps it in place of what was kept before, also for another model.
  func keep(_ learned: JSONValue, for upstream: String, model: String) async throws
}
