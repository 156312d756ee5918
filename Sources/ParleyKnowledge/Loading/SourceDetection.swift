import ParleyDomain
import ParleyXML

/// Finds out what a file is: its name tells, and its beginning tells more.
enum SourceDetection {
  /// Whether a file of a folder is worth being looked into: its extension is one of those known.
  static func mayBeRead(_ fileName: String) -> Bool {
    SourceFormat(fileName: fileName) != nil || isXMLName(fileName)
  }

  /// The format, or `nil` when neither name nor content tells. The file stands at its beginning
  /// again.
  static func format(of file: InputFile) throws(KnowledgeError) -> SourceFormat? {
    let name = file.source.fileName
    let byName = SourceFormat(fileName: name)
    let isXML = isXMLName(name)
    let head = try file.read(upTo: 64 << 10)
    try file.rewind()
    switch byName {
    case .csv, .tsv: return table(head, isWhole: head.count == file.size) ?? byName
    // Feeds are often called .txt, and no other page begins with the columns of one.
    case .markdown where name.lowercased().hasSuffix(".txt"):
      return table(head, isWhole: head.count == file.size) ?? byName
    case .json, .jsonl: return isSchemaOrg(head) ? .jsonLD : byName
    case .html: return try SchemaOrgPage.hasRecords(file) ? .jsonLD : .html
    case .some: return byName
    case nil: break
    }
    if let format = isXML || startsAsXML(head) ? xml(head) : nil { return format }
    if isXML { return nil }
    let format = SourceFormat(content: head)
    switch format {
    case .csv, .tsv: return table(head, isWhole: head.count == file.size) ?? format
    case .json, .jsonl: return isSchemaOrg(head) ? .jsonLD : format
    case .html: return try SchemaOrgPage.hasRecords(file) ? .jsonLD : .html
    default: return format
    }
  }

  /// Whether a feed is XML and no table. The file stands at its beginning again.
  static func isXML(_ file: InputFile) throws(KnowledgeError) -> Bool {
    let head = try file.read(upTo: 4096)
    try file.rewind()
    return startsAsXML(head)
  }

  private static func isXMLName(_ name: String) -> Bool {
    [".xml", ".rss", ".atom", ".onix"].contains { name.lowercased().hasSuffix($0) }
  }

  /// `<` is the first character, also in UTF-16.
  private static func startsAsXML(_ head: [UInt8]) -> Bool {
    let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0, 0x09, 0x0A, 0x0D, 0x20]
    return head.first { !marks.contains($0) } == UInt8(ascii: "<")
  }

  // MARK: What the beginning tells

  /// The root element decides.
  private static func xml(_ head: [UInt8]) -> SourceFormat? {
    guard let root = root(head) else { return nil }
    switch root.name.split(separator: ":").last?.lowercased() {
    case "onixmessage": return .onix
    case "rss", "feed":
      return root.attributes.contains("http://base.google.com/") ? .merchant : nil
    default: return nil
    }
  }

  /// The first tag's name and its attributes.
  private static func root(_ head: [UInt8]) -> (name: String, attributes: String)? {
    var rest = head[...]
    do {
      let reader = try XMLReader { buffer in
        let piece = rest.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
      }
      guard case .start(let tag)? = try reader.next() else { return nil }
      return (tag.name, tag.attributes.values.joined(separator: " "))
    } catch {
      // What is wrong is for the reader of the format to say.
      var scanner = HTMLScanner(head)
      return scanner.nextTag().map { ($0.name, $0.rest) }
    }
  }

  private static func isSchemaOrg(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.prefix(4096), as: UTF8.self)
    return text.contains("\"@context\"") && text.contains("schema.org")
  }

  /// The names of the columns decide.
  private static func table(_ head: [UInt8], isWhole: Bool) -> SourceFormat? {
    let separator = TableDialect.separator(in: head, isWhole: isWhole, preferring: ",")
    guard let byte = separator.asciiValue else { return nil }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var parser = TableParser(separator: byte)
    var names: Set<String> = []
    for byte in head.starts(with: mark) ? head.dropFirst(3) : head[...] {
      if let row = parser.accept(byte) {
        names = Set(row.cells.prefix(500).map(ColumnSynonyms.normalized))
        break
      }
    }
    if ShopifyColumns.areFound(in: names) { return .shopify }
    return MerchantColumns.areFound(in: names) ? .merchant : nil
  }
}
