import ParleyDomain

/// Reads an HTML page as passages: one record for each section below a heading.
struct HTMLPageReader: SourceReader {
  private var records: ArraySlice<RawRecord>
  private let count: Int

  /// The most bytes of a page.
  private static let limit = 4 << 20

  /// Reads the whole page.
  init(_ input: InputFile) throws(KnowledgeError) {
    let file = input.source
    guard input.size <= Self.limit else {
      throw KnowledgeError(
        .badData, "\(file.name): has \(input.size) bytes; a page has up to \(Self.limit)")
    }
    let encoding = try TextEncoding.detect(input)
    var bytes = try input.read(upTo: Self.limit)
    if case .windows1252 = encoding {
      bytes = bytes.flatMap {
        $0 < 0x80 ? [$0] : Array(String(Character(Windows1252.scalar($0))).utf8)
      }
    }
    let page = HTMLPage(bytes)
    var columns: [RawColumn] = []
    for (name, text) in [("title", page.title), ("url", page.url)] {
      if let text { columns.append(RawColumn(name: name, value: .text(text), line: 1)) }
    }
    let all = PageRecords.records(of: page.sections, page: columns, in: file)
    records = all[...]
    count = all.count
  }

  var note: String { "HTML, \(count) passages" }

  mutating func next() -> SourceItem? {
    records.popFirst().map { .row($0) }
  }
}
