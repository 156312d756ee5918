/// How large and how deep a document may be.
package struct JSONLimits: Sendable, Hashable {
  /// The most bytes a document may have.
  package var bytes: Int
  /// The most objects and lists around a value; Jansson itself stops at 2,048.
  package var depth: Int

  package init(bytes: Int = 1 << 20, depth: Int = 64) {
    self.bytes = bytes
    self.depth = depth
  }
}
