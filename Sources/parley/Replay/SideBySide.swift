/// Two texts in columns beside each other.
struct SideBySide {
  /// Columns of the terminal.
  let width: Int

  private static let gap = " │ "
  /// Narrower columns cannot be read.
  private static let narrowest = 16

  /// The lines of both, the left one padded. Where there is no room for two columns, one stands
  /// below the other.
  func lines(_ left: String, _ right: String) -> [String] {
    let column = (width - Self.gap.count) / 2
    guard column >= Self.narrowest else {
      return wrap(left, to: max(1, width)) + ["──"] + wrap(right, to: max(1, width))
    }
    let (first, second) = (wrap(left, to: column), wrap(right, to: column))
    return (0..<max(first.count, second.count)).map { row in
      let text = row < first.count ? first[row] : ""
      let padding = String(repeating: " ", count: max(0, column - DisplayWidth.of(text)))
      let line = text + padding + Self.gap + (row < second.count ? second[row] : "")
      return line.hasSuffix(" ") ? String(line.dropLast()) : line
    }
  }

  /// The text in lines that fit, broken between words where that is possible.
  func wrap(_ text: String, to columns: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      wrap(line: line, to: columns)
    }
  }

  private func wrap(line: Substring, to columns: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      var word = word
      if !current.isEmpty, DisplayWidth.of(current) + 1 + DisplayWidth.of(word) > columns {
        lines.append(current)
        current = ""
      }
      while DisplayWidth.of(word) > columns {
        let head = prefix(of: word, columns: columns)
        lines.append(String(head))
        word = word.dropFirst(head.count)
      }
      current = current.isEmpty ? String(word) : "\(current) \(word)"
    }
    return lines + [current]
  }

  /// At least one character, so that it goes on.
  private func prefix(of word: Substring, columns: Int) -> Substring {
    var rest = columns
    let fitting = word.prefix { character in
      rest -= DisplayWidth.of(character)
      return rest >= 0
    }
    return fitting.isEmpty ? word.prefix(1) : fitting
  }
}
