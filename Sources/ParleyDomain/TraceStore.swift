package import ParleyPlugin

/// Tells what happened in the turns that made stored replies.
package protocol TraceStore: Sendable {
  /// The trace as JSON; `nil` when this owner has no such reply or it is not finished.
  func trace(of message: MessageID, owner: OwnerID) async throws -> JSONValue?

  /// A whole chat with its traces, whoever it belongs to; `nil` when there is no such chat. Only for
  /// operators of this machine: the one call of a store that names no owner.
  func recording(of chat: ChatID) async throws -> RecordedChat?

  /// The hashes of the prompt that made a reply; `nil` when it was made without a prompt, or as
  /// ``trace(of:owner:)``.
  func promptDigests(of message: MessageID, owner: OwnerID) async throws -> PromptDigests?
}

extension TraceStore {
  package func promptDigests(
    of message: MessageID, owner: OwnerID
  ) async throws -> PromptDigests? {
    try await trace(of: message, owner: owner)?["prompt_digests"].flatMap { PromptDigests($0) }
  }
}
