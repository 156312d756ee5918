package import ParleyPlugin

/// A version of a collection that is on the disk.
package struct VersionStatus: Sendable, Hashable {
  package var version: String
  /// Whether it is the one in use.
  package var isCurrent: Bool
  package var records = 0
  package var builtAt: Timestamp?
  /// Bytes.
  package var size = 0
  /// Why it cannot be read; `nil` when it can.
  package var problem: String?
}
