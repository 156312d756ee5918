/// How much of a YAML document, or of one item of a stream, is taken in.
///
/// libyaml itself has no limits and needs time quadratic in the depth, so the size is looked at
/// first and the depth with every event.
package struct YAMLLimits: Sendable, Hashable {
  /// Bytes of a document; for an item the characters it spans or the bytes of its values,
  /// whichever is more.
  package var bytes: Int
  /// Collections inside one another.
  package var depth: Int
  /// Scalars and collections together.
  package var nodes: Int

  package init(bytes: Int = 1 << 20, depth: Int = 32, nodes: Int = 50_000) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// For a configuration file: 1 MiB.
  package static let document = YAMLLimits()
  /// For one item of a knowledge file: 256 KiB.
  package static let item = YAMLLimits(bytes: 256 << 10)
}
