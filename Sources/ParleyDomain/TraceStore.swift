package import ParleyPlugin

/// Tells what happened in the turns that made stored replies.
package protocol TraceStore: Sendable {
  /// The trace as JSON; `nil` when this owner has no such reply or it is not finished.
  func trace(of message: MessageID, owner: OwnerID) async throws -> JSONValue?
}
