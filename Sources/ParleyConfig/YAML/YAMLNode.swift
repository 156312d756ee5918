/// One node of a YAML file, with the place where it stands.
///
/// Scalars keep their text as written together with their style: what a value means is decided by
/// whoever knows which type is wanted, so `1.10` or `NO` is never guessed into something else.
package struct YAMLNode: Sendable {
  /// How a scalar was written; only plain text may stand for anything but text.
  package enum Style: Sendable, Hashable {
    case plain
    /// In single or double quotes.
    case quoted
    /// After `|` or `>`.
    case block
  }

  /// What stands there.
  package enum Content: Sendable {
    case scalar(String, Style)
    case sequence([YAMLNode])
    /// In the order of the file; keys are scalars and no key stands twice.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  /// What stands there.
  package var content: Content
  /// Where the node begins.
  package var mark: YAMLMark

  package init(_ content: Content, at mark: YAMLMark) {
    self.content = content
    self.mark = mark
  }

  /// The text of a scalar, whatever its style.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The elements of a sequence.
  package var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { elements } else { nil }
  }

  /// The entries of a mapping, in the order of the file.
  package var entries: [(key: YAMLNode, value: YAMLNode)]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value under a key of a mapping.
  package subscript(key: String) -> YAMLNode? {
    entries?.first { $0.key.text == key }?.value
  }
}

/// A place in a text file: line and column, both counted from 1; columns in Unicode scalars.
package struct YAMLMark: Sendable, Hashable, CustomStringConvertible {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package var description: String { "\(line):\(column)" }
}
