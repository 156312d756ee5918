import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// Reads records in the vocabulary of schema.org: JSON-LD in a file of its own or in an HTML page.
///
/// Products and books become records, questions and articles passages. Lists are read object by
/// object; one object may hold 4 MiB.
struct SchemaOrgReader: SourceReader {
  private let file: SourceFile
  private let currency: String?
  private var documents: JSONDocuments?
  private var scripts: [SchemaOrgPage.Script] = []
  private var passages: SchemaOrgPassages
  private var items: ArraySlice<SourceItem> = []
  private var others = 0

  /// The most bytes of one JSON document.
  private static let limit = 4 << 20

  /// - Parameter currency: Which offers count where a product has several.
  init(_ input: InputFile, currency: String?) throws {
    file = input.source
    self.currency = currency
    passages = SchemaOrgPassages(file)
    guard try SourceDetection.isXML(input) else {
      documents = JSONDocuments(input, limit: Self.limit)
      return
    }
    guard input.size <= SchemaOrgPage.limit else {
      throw KnowledgeError(
        .badData, "\(file.name): has \(input.size) bytes; a page has up to \(SchemaOrgPage.limit)")
    }
    scripts = SchemaOrgPage(try input.read(upTo: SchemaOrgPage.limit)).scripts
  }

  var note: String {
    documents == nil ? "schema.org, \(scripts.count) scripts in HTML" : "schema.org, JSON-LD"
  }

  var remarks: [String] {
    guard others > 0 else { return [] }
    let objects = others == 1 ? "1 object" : "\(others) objects"
    return ["\(objects) left out: no product, book, question or article"]
  }

  mutating func next() throws -> SourceItem? {
    while items.isEmpty {
      guard let (bytes, line, isTooLong) = try nextDocument() else { return nil }
      let place = SourcePlace(file: file.name, line: line)
      if isTooLong {
        let reason = "the document is over \(Self.limit) bytes; write a list of records"
        return .rejected(RowMessage(place: place, reason: reason))
      }
      try read(bytes, at: place)
    }
    return items.popFirst()
  }

  private mutating func nextDocument() throws -> (bytes: [UInt8], line: Int, isTooLong: Bool)? {
    if documents != nil {
      guard let document = try documents?.next() else { return nil }
      return (document.bytes, document.line, document.isTooLong)
    }
    guard !scripts.isEmpty else { return nil }
    let script = scripts.removeFirst()
    return (script.bytes, script.line, false)
  }

  private mutating func read(_ bytes: [UInt8], at place: SourcePlace) throws {
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes, limits: JSONLimits(bytes: Self.limit, depth: 64))
    } catch {
      // A page with one broken script still has the others; a broken file has nothing.
      let spoilsFile =
        documents != nil
        && ![.duplicateKey, .tooDeep, .nulNotAllowed].contains(error.code)
      if spoilsFile { throw KnowledgeError(.badData, "\(place): \(error.description)") }
      items = [.rejected(RowMessage(place: place, reason: error.description))]
      return
    }
    let graph = SchemaOrgGraph(value)
    others += graph.others
    items = []
    for node in graph.records {
      if node.types.contains(where: SchemaOrgGraph.goods.contains) {
        let goods = SchemaOrgGoods(node, line: place.line, currency: currency)
        items.append(.row(RawRecord(place: place, columns: goods.record)))
      } else {
        items += passages.records(of: node, line: place.line).map { .row($0) }
      }
    }
  }
}
