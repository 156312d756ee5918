/// A place in a source file; lines count from 1.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The path as it was named, relative to the base folder.
  package var file: String
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}
