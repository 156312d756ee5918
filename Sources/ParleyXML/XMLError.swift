/// Why a document cannot be read any further.
package struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where, from 1.
  package var line: Int
  /// What is wrong and what to do.
  package var message: String

  init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }

  package var description: String { "line \(line): \(message)" }
}
