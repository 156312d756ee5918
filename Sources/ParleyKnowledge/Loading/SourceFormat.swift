/// How a source file is written.
package enum SourceFormat: String, Sendable, Hashable, CaseIterable {
  case yaml
  /// A list of objects, or one object.
  case json
  /// One object on each line.
  case jsonl
  /// A table with cells between commas, semicolons, tabs or bars.
  case csv
  /// A table with tabs.
  case tsv
  /// A page with headings, optionally with front matter; also plain text.
  case markdown

  /// The format that the extension of a file name tells.
  package init?(fileName: String) {
    guard let point = fileName.lastIndex(of: ".") else { return nil }
    switch fileName[point...].dropFirst().lowercased() {
    case "yaml", "yml": self = .yaml
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "md", "markdown", "txt": self = .markdown
    default: return nil
    }
  }

  /// The format that the first bytes of a file look like, or `nil` when they look like none.
  init?(content head: [UInt8]) {
    let text = String(decoding: head.prefix(4096), as: UTF8.self)
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let firstLine = start.split(whereSeparator: \.isNewline).first else { return nil }
    if start.hasPrefix("[") {
      self = .json
    } else if start.hasPrefix("{") {
      self = firstLine.trimmed.hasSuffix("}") ? .jsonl : .json
    } else if start.hasPrefix("- ") {
      self = .yaml
    } else if start.hasPrefix("---") || start.hasPrefix("# ") {
      self = .markdown
    } else if firstLine.contains("\t") {
      self = .tsv
    } else if firstLine.contains(where: { ",;|".contains($0) }) {
      self = .csv
    } else {
      return nil
    }
  }
}
