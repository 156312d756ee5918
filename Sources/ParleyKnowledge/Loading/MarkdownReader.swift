import ParleyConfig
import ParleyDomain
import ParleyMarkdown

/// Reads a page as passages: one record for each section below a heading.
///
/// A passage is the exact text of the page, so that it can be shown and cited as it stands. Front
/// matter gives the page's title, address and other fields to each of its passages.
struct MarkdownReader: SourceReader {
  private let file: SourceFile
  private var records: [RawRecord] = []
  private var position = 0

  /// Reads the whole page.
  init(_ input: InputFile) throws {
    file = input.source
    guard input.size <= MarkdownDocument.maximumBytes else {
      throw KnowledgeError(
        .badData, "\(file.name): \(MarkdownError.tooLarge(bytes: input.size))")
    }
    let text = try Self.text(of: input)
    let page = FrontMatter.split(text)
    let columns = try Self.columns(of: page, in: file)
    let sections: [MarkdownSection]
    do {
      sections = try MarkdownDocument.sections(of: page.body, firstLine: page.bodyLine)
    } catch {
      throw KnowledgeError(.badData, "\(file.name): \(error)")
    }
    records = PageRecords.records(
      of: sections.map { PageSection(headings: $0.headings, text: $0.text, line: $0.line) },
      page: columns, in: file)
  }

  var note: String { "Markdown, \(records.count) passages" }

  mutating func next() -> SourceItem? {
    guard position < records.count else { return nil }
    defer { position += 1 }
    return .row(records[position])
  }

  private static func text(of input: InputFile) throws(KnowledgeError) -> String {
    let bytes = try input.read(upTo: MarkdownDocument.maximumBytes)
    var check = UTF8Check()
    for byte in bytes { check.accept(byte) }
    check.finish()
    if let offset = check.fault ?? bytes.firstIndex(of: 0) {
      throw KnowledgeError(
        .badData, "\(input.source.name): byte \(offset): is not UTF-8 text; save the file as UTF-8")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func columns(of page: FrontMatter, in file: SourceFile) throws(KnowledgeError)
    -> [RawColumn]
  {
    guard let yaml = page.yaml else { return [] }
    do {
      guard let node = try YAMLDocument.parse(Array(yaml.utf8), limits: .item) else { return [] }
      guard node.entries != nil else {
        throw KnowledgeError(
          .badData, "\(file.name):2: front matter is not a list of fields (title: …)")
      }
      // The YAML begins below the opening line.
      return YAMLSourceReader.columns(of: node).map { column in
        RawColumn(name: column.name, value: column.value, line: column.line + 1)
      }
    } catch let error as YAMLError {
      throw KnowledgeError(
        .badData, "\(file.name):\(error.mark.line + 1):\(error.mark.column): \(error.message)")
    } catch let error as KnowledgeError {
      throw error
    } catch {
      throw KnowledgeError(.badData, "\(file.name):2: \(error)")
    }
  }
}
