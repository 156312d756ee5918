/// An HTML page as sections below its headings, without menus, scripts and footers.
struct HTMLPage {
  private(set) var title: String?
  /// The address that the page gives itself.
  private(set) var url: String?
  private(set) var sections: [PageSection] = []

  private var headings: [(level: Int, text: String)] = []
  private var sectionLine = 1
  /// The pieces of HTML of the current section.
  private var fragment = ""

  /// What is no part of the text.
  private static let skipped: Set<String> = [
    "script", "style", "template", "noscript", "svg", "nav", "footer", "aside", "form", "iframe",
  ]

  init(_ bytes: [UInt8]) {
    var scanner = HTMLScanner(bytes)
    var textStart = 0
    let region = Self.mainRegion(bytes)
    func take(to end: Int, _ fragment: inout String) {
      let range = (textStart..<max(textStart, end)).clamped(to: region)
      fragment += scanner.text(range)
      // Tags without an end are text again, but what stands before them is so only once.
      textStart = scanner.position
    }
    while let tag = scanner.nextTag() {
      if tag.isClosing { continue }
      switch tag.name {
      case "title" where title == nil:
        take(to: tag.range.lowerBound, &fragment)
        title = scanner.skip(toEndOf: "title").map(Self.plain)?.nonEmpty
        textStart = scanner.position
      case "link" where tag.attribute("rel")?.lowercased() == "canonical":
        url = tag.attribute("href")
      case "h1", "h2", "h3", "h4", "h5", "h6":
        guard region.contains(tag.range.lowerBound) else { continue }
        take(to: tag.range.lowerBound, &fragment)
        let line = scanner.line
        guard let content = scanner.skip(toEndOf: tag.name) else { continue }
        textStart = scanner.position
        let level = tag.name.last?.wholeNumberValue ?? 1
        begin(heading: Self.plain(content), level: level, line: line)
      case let name where Self.skipped.contains(name):
        take(to: tag.range.lowerBound, &fragment)
        if scanner.skip(toEndOf: name) != nil { textStart = scanner.position }
      default: break
      }
    }
    take(to: bytes.count, &fragment)
    endSection()
  }

  private mutating func begin(heading: String, level: Int, line: Int) {
    guard !heading.isEmpty else { return }
    endSection()
    headings.removeAll { $0.level >= level }
    headings.append((level, heading))
    sectionLine = line
  }

  private mutating func endSection() {
    let text = HTMLText.plain(fragment).trimmed
    fragment = ""
    guard !text.isEmpty else { return }
    sections += [
      PageSection(headings: headings.map(\.text), text: Self.spaced(text), line: sectionLine)
    ]
  }

  /// Long sections get blank lines, so that they can be cut between paragraphs.
  private static func spaced(_ text: String) -> String {
    PageText.passages(text).joined(separator: "\n\n")
  }

  private static func plain(_ content: ArraySlice<UInt8>) -> String {
    let text = HTMLText.plain(String(decoding: content, as: UTF8.self))
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// `main` or else `body`, or else everything.
  private static func mainRegion(_ bytes: [UInt8]) -> Range<Int> {
    var scanner = HTMLScanner(bytes)
    var body = 0
    while let tag = scanner.nextTag() {
      if tag.isClosing { continue }
      if tag.name == "body" { body = scanner.position }
      if tag.name == "main", let content = scanner.skip(toEndOf: "main") {
        return content.startIndex..<content.endIndex
      }
      if tag.name == "script" || tag.name == "style" { _ = scanner.skip(toEndOf: tag.name) }
    }
    return body..<bytes.count
  }
}
