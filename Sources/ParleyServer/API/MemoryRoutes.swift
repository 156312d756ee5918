import ParleyDomain
import ParleyPlugin

extension Application {
  /// What is known of the caller: theirs to see, to put right and to delete.
  static let memoryRoutes: [Route] = [
    Route(
      .get, "/api/memories", "What is remembered of the caller, the latest first.",
      query: [Call.endUser]
    ) { call in
      let memories = try await call.recollections().memories(
        of: call.ownerOrEndUser(), at: call.now)
      return .json(["memories": .array(memories.map(\.json))])
    },
    Route(
      .patch, "/api/memories/{id}", "Puts a memory right.", query: [Call.endUser],
      body: [FieldSpec("text", .text(atMost: 1000), required: true, "what is true instead")]
    ) { call in
      let text = call.fields["text"]?.string ?? ""
      guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
        throw Problem.field("/text", "says nothing; delete the memory instead")
      }
      let id = MemoryID(call.parameter("id"))
      guard
        let memory = try await call.recollections().correct(
          id, to: text, owner: call.ownerOrEndUser(), at: call.now)
      else { throw Problem.notFound }
      return .json(memory.json)
    },
    Route(
      .delete, "/api/memories/{id}", "Deletes a memory.", query: [Call.endUser]
    ) { call in
      let id = MemoryID(call.parameter("id"))
      guard try await call.recollections().forget(id, owner: call.ownerOrEndUser()) else {
        throw Problem.notFound
      }
      return .noContent
    },
  ]
}

extension Call {
  fileprivate func recollections() throws -> any Recollections {
    guard let recollections = services.recollections else { throw Problem.notFound }
    return recollections
  }
}

extension StoredMemory {
  /// `{id, text, importance, confidence, message_ids[], created_at, updated_at, expires_at, corrected}`
  fileprivate var json: JSONValue {
    [
      "id": .string(id.rawValue), "text": .string(text), "importance": .number(importance),
      "confidence": .number(confidence),
      "message_ids": .array(evidence.map { .string($0.rawValue) }),
      "created_at": .string(createdAt.description), "updated_at": .string(updatedAt.description),
      "expires_at": expiresAt.map { .string($0.description) } ?? .null,
      "corrected": .boolean(isCorrected),
    ]
  }
}
