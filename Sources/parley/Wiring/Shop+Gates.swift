import Dispatch
import ParleyConfig
import ParleyKnowledge

extension Shop {
  /// What new versions of a collection must be worth, as the configuration says; `nil` when it does not.
  /// Reads the questions. Throws ``KnowledgeError``.
  func gate(of collection: String) async throws -> LoadGate? {
    guard let gate = configuration.knowledge.first(where: { $0.name == collection })?.gate else {
      return nil
    }
    return try await withCheckedThrowingContinuation { continuation in
      // Disks may be slow; the cooperative pool has no thread to spare for them.
      DispatchQueue.global().async {
        continuation.resume(with: Result { try LoadGate(gate) })
      }
    }
  }
}
