/// Why a message of a child is not accepted: one sentence that tells its author what to change.
struct ProtocolViolation: Error, Sendable, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
