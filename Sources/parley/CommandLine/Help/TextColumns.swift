/// Lays text out for a terminal: paragraphs, and names with what is said about them.
struct TextColumns {
  /// Columns of the terminal. Layout never gets narrower than 40.
  let width: Int

  private var usable: Int { max(40, width) }

  /// Breaks text at spaces. Every line begins with the indent; a word longer than a line stands alone.
  func wrap(_ text: String, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty && indent + DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > usable {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// Two columns, the second aligned and wrapped. A name too long for its column gets its own line.
  func table(_ rows: [(name: String, text: String)]) -> [String] {
    let widths = rows.map { DisplayWidth.of($0.name) }.filter { $0 <= usable / 3 }
    let indent = 2 + (widths.max() ?? 0) + 2
    return rows.flatMap { row in
      let head = "  " + row.name
      var lines = wrap(row.text, indent: indent)
      if DisplayWidth.of(head) + 2 > indent || lines.isEmpty { return [head] + lines }
      let gap = String(repeating: " ", count: indent - DisplayWidth.of(head))
      lines[0] = head + gap + lines[0].dropFirst(indent)
      return lines
    }
  }

  /// Paragraphs: lines that begin with a space stay as they are, the others flow together.
  func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var paragraph: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty && !line.hasPrefix(" ") {
        paragraph.append(String(line))
        continue
      }
      lines += wrap(paragraph.joined(separator: " "))
      paragraph = []
      lines.append(String(line))
    }
    return lines + wrap(paragraph.joined(separator: " "))
  }
}
