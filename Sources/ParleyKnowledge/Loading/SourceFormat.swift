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
  /// A shop's products as Shopify exports them: a table with several rows for each.
  case shopify
  /// A product feed for Google Merchant: a table or XML.
  case merchant
  /// Books as publishers announce them: ONIX for Books 3.0.
  case onix
  /// Records in the vocabulary of schema.org: JSON-LD, also inside of an HTML page.
  case jsonLD = "jsonld"
  /// A page with headings.
  case html

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
    case "jsonld": self = .jsonLD
    case "html", "htm", "xhtml": self = .html
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
    } else if Self.isHTML(start) {
      self = .html
    } else if firstLine.contains("\t") {
      self = .tsv
    } else if firstLine.contains(where: { ",;|".contains($0) }) {
      self = .csv
    } else {
      return nil
    }
  }

  private static func isHTML(_ text: Substring) -> Bool {
    let beginning = text.prefix(15).lowercased()
    return beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html")
  }
}
