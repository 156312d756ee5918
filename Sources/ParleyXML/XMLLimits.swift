/// What a document may ask of the reader.
package struct XMLLimits: Sendable, Hashable {
  /// The most elements around an element.
  package var depth: Int
  /// The most attributes of one element.
  package var attributes: Int
  /// The most different names of elements: Expat keeps each for as long as it reads.
  package var names: Int
  /// The most bytes of one tag, comment or processing instruction, which is read as a whole.
  package var markupBytes: Int

  package init(
    depth: Int = 64, attributes: Int = 256, names: Int = 4096, markupBytes: Int = 256 << 10
  ) {
    self.depth = depth
    self.attributes = attributes
    self.names = names
    self.markupBytes = markupBytes
  }
}
