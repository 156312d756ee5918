import Testing

/// Reads HTML as the renderer may write it, and fails at anything else: another element, another
/// attribute, an address with another scheme, a tag that is not closed.
enum WellFormed {
  private static let elements: [String: Set<String>] = [
    "p": [], "h2": [], "h3": [], "h4": [], "h5": [], "h6": [], "ul": [], "ol": ["start"],
    "li": ["class"],
    "blockquote": [], "pre": ["class"], "code": ["class"], "hr": [], "br": [], "em": [],
    "strong": [], "del": [], "a": ["href", "rel", "target", "data-host"],
    "button": ["type", "class", "data-index"], "div": ["class"], "table": [], "thead": [],
    "tbody": [], "tr": [], "th": ["scope", "class"], "td": ["class"],
  ]
  private static let withoutEnd: Set<String> = ["hr", "br"]

  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  static func check(_ html: String) throws {
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      try checkText(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        throw Fault(description: "<: \(html)")
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.first == "/" {
        guard open.popLast() == String(tag.dropFirst()) else {
          throw Fault(description: "\(tag) closes nothing in \(html)")
        }
        continue
      }
      let name = String(tag.prefix { $0 != " " })
      guard let attributes = elements[name] else {
        throw Fault(description: "<\(name)> in \(html)")
      }
      try checkAttributes(tag.dropFirst(name.count), allowed: attributes)
      if !withoutEnd.contains(name) { open.append(name) }
    }
    try checkText(rest)
    guard open.isEmpty else { throw Fault(description: "\(open) stay open in \(html)") }
  }

  private static func checkText(_ text: Substring) throws {
    guard !text.contains(">"), !text.contains("\"") else {
      throw Fault(description: "unescaped: \(text)")
    }
  }

  private static func checkAttributes(_ text: Substring, allowed: Set<String>) throws {
    var rest = text
    while !rest.isEmpty {
      guard rest.first == " ", let equals = rest.firstIndex(of: "="),
        rest[equals...].dropFirst().first == "\""
      else { throw Fault(description: "attributes: \(text)") }
      let name = String(rest[..<equals].dropFirst())
      let value = rest[equals...].dropFirst(2).prefix { $0 != "\"" }
      guard allowed.contains(name) else { throw Fault(description: "\(name) in \(text)") }
      if name == "href" {
        let address = value.lowercased()
        guard ["http://", "https://", "mailto:"].contains(where: address.hasPrefix) else {
          throw Fault(description: "leads to \(value)")
        }
      }
      rest = rest[value.endIndex...].dropFirst()
    }
  }
}
