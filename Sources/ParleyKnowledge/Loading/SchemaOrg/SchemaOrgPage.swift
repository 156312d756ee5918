import ParleyDomain
import ParleyJSON

/// Takes the JSON-LD out of an HTML page: `<script type="application/ld+json">`.
struct SchemaOrgPage {
  /// One script's text.
  struct Script {
    var bytes: [UInt8]
    /// Where it begins, from 1.
    var line: Int
  }

  /// The most bytes of a page.
  static let limit = 4 << 20

  let scripts: [Script]

  init(_ bytes: [UInt8]) {
    var scripts: [Script] = []
    var scanner = HTMLScanner(bytes)
    while let tag = scanner.nextTag() {
      guard tag.name == "script", !tag.isClosing else { continue }
      let isData = tag.attribute("type")?.lowercased().hasPrefix("application/ld+json") ?? false
      let line = scanner.line
      guard let content = scanner.skip(toEndOf: "script") else { break }
      if isData { scripts.append(Script(bytes: Array(content), line: line)) }
    }
    self.scripts = scripts
  }

  /// Whether the page has products, books or questions; an article's text stands in the page itself.
  /// The file stands at its beginning again.
  static func hasRecords(_ file: InputFile) throws(KnowledgeError) -> Bool {
    let bytes = try file.read(upTo: min(limit, max(file.size, 1)))
    try file.rewind()
    return SchemaOrgPage(bytes).scripts.contains { script in
      let text = String(decoding: script.bytes, as: UTF8.self)
      return ["Product", "ProductGroup", "Book", "FAQPage", "QAPage"].contains { type in
        text.contains("\"\(type)\"") || text.contains("schema.org/\(type)\"")
      }
    }
  }
}
