import ParleyDomain
import ParleyXML

/// Reads a Google Merchant feed in XML: RSS 2.0 (`item`) or Atom 1.0 (`entry`).
struct MerchantXMLReader: SourceReader {
  private let source: XMLSource

  init(_ file: InputFile) throws {
    source = try XMLSource(file, limit: 2 * RecordBuilder.recordLimit) { name in
      name == "item" || name == "entry"
    }
  }

  var note: String { "Google Merchant feed, XML; attributes are found by their names" }

  mutating func next() throws -> SourceItem? {
    switch try source.next() {
    case .element(let item):
      return .row(
        RawRecord(
          place: source.place(item.tag.line),
          columns: MerchantColumns.columns(of: Self.attributes(of: item))))
    case .rejected(let message): return .rejected(message)
    case nil: return nil
    }
  }

  /// The children by name; `g:title` counts more than the feed's own `title`.
  private static func attributes(of item: XMLElement) -> [RawColumn] {
    var columns: [String: [RawColumn]] = [:]
    var order: [String] = []
    let elements = item.elements
    let googles = Set(elements.filter { $0.tag.name.hasPrefix("g:") }.map(\.localName))
    for element in elements {
      let isGoogles = element.tag.name.hasPrefix("g:")
      if !isGoogles, googles.contains(element.localName) { continue }
      let name = isGoogles ? String(element.localName) : name(ofOwn: element)
      if columns[name] == nil { order.append(name) }
      columns[name, default: []].append(
        RawColumn(name: name, value: value(of: element), line: element.tag.line))
    }
    return order.compactMap { name in
      guard let values = columns[name], let first = values.first else { return nil }
      guard values.count > 1 else { return first }
      return RawColumn(name: name, value: .list(values.map(\.value)), line: first.line)
    }
  }

  /// RSS and Atom call some things differently.
  private static func name(ofOwn element: XMLElement) -> String {
    switch element.localName {
    case "guid": "id"
    case "summary", "content": "description"
    case "pubDate", "published": "attributes.listed"
    default: String(element.localName)
    }
  }

  private static func value(of element: XMLElement) -> RawValue {
    let address = element.tag.attributes["href"]
    if element.localName == "link", let address { return .text(address) }
    let inner = element.elements
    guard element.tag.name.hasPrefix("g:"), !inner.isEmpty else {
      return .plain(element.markup.trimmed)
    }
    return .object(
      inner.map {
        RawColumn(name: String($0.localName), value: .plain($0.text.trimmed), line: $0.tag.line)
      })
  }
}
