import Testing

@testable import ParleyXML

/// Gives bytes to a reader, a few at a time.
private final class Pieces {
  private var rest: ArraySlice<UInt8>
  private let size: Int

  init(_ bytes: [UInt8], size: Int) {
    rest = bytes[...]
    self.size = size
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = rest.prefix(min(size, buffer.count))
    buffer.copyBytes(from: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }
}

private func reader(_ bytes: [UInt8], piece: Int = 7) throws -> XMLReader {
  let pieces = Pieces(bytes, size: piece)
  return try XMLReader { pieces.read(into: $0) }
}

private func reader(_ text: String, piece: Int = 7) throws -> XMLReader {
  try reader(Array(text.utf8), piece: piece)
}

private func texts(_ reader: XMLReader) throws -> String {
  var joined = ""
  while let event = try reader.next() { if case .text(let text) = event { joined += text } }
  return joined
}

private func failure(_ reader: XMLReader) -> XMLError? {
  do {
    while try reader.next() != nil {}
    return nil
  } catch {
    return error as? XMLError
  }
}

@Suite struct XMLReaderTests {
  @Test func eventsComeInOrderWithLines() throws {
    let reader = try reader("<a>\n<g:b c='1'>x &amp; <![CDATA[<y>]]></g:b></a>", piece: 1000)
    var events: [XMLEvent] = []
    while let event = try reader.next() { events.append(event) }
    #expect(
      events == [
        .start(XMLTag(name: "a", attributes: [:], line: 1)), .text("\n"),
        .start(XMLTag(name: "g:b", attributes: ["c": "1"], line: 2)), .text("x & <y>"), .end, .end,
      ])
  }

  @Test func encodingsOfExpatAreRead() throws {
    #expect(try texts(reader("<a>Öl – 5 €</a>")) == "Öl – 5 €")
    let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xD6, 0x6C]
    #expect(try texts(reader(latin + Array("</a>".utf8))) == "Öl")
    let wide = "<a>Öl €</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try texts(reader([0xFF, 0xFE] + wide)) == "Öl €")
  }

  @Test(arguments: [
    ("<?xml version='1.0' encoding='EBCDIC-1'?>\n<a/>", 1, "the encoding is not known"),
    ("<a>\n<b></a>", 2, "is not well-formed: mismatched tag"),
    ("<a>\n<b>text", 2, "the document ends in the middle"),
    ("", 1, "the document ends in the middle"),
    ("<a>\n\n<b c=", 3, "the document ends in the middle"),
    ("<a>&eacute;</a>", 1, "a reference to an entity that XML does not know"),
    ("<a>\n</a>\n<b/>", 3, "is not well-formed: junk after document element"),
  ])
  func brokenDocumentsAreToldWithTheirLine(text: String, line: Int, message: String) throws {
    let error = try failure(reader(text))
    #expect(error?.line == line)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func bytesOfAnotherEncodingAreTold() throws {
    let error = try failure(reader(Array("<a>\n".utf8) + [0xE9] + Array("t</a>".utf8)))
    #expect(error?.line == 2)
    #expect(error?.message.contains("not in the declared encoding") == true)
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "<!DOCTYPE a [<!ENTITY % b 'x'> %b;]><a/>",
    "<!DOCTYPE l [<!ENTITY l0 'lol'><!ENTITY l1 '&l0;&l0;&l0;&l0;'>]><l>&l1;</l>",
  ])
  func declaredEntitiesAreRefused(text: String) throws {
    let error = try failure(reader(text))
    #expect(error?.message.hasPrefix("the document declares the entity") == true, "\(text)")
  }

  @Test func anUnreadDocumentTypeIsPassedOver() throws {
    let text = "<!DOCTYPE ONIXMessage SYSTEM 'http://192.0.2.1/onix.dtd'><a>caf&eacute;</a>"
    #expect(try texts(reader(text)) == "caf&eacute;")
  }

  @Test func limitsHold() throws {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(
      try failure(reader(deep, piece: 9000))?.message == "elements nest more than 64 levels deep")
    let attributes = (0..<5000).map { "a\($0)=''" }.joined(separator: " ")
    #expect(
      try failure(reader("<a \(attributes)/>", piece: 9000))?.message
        == "'a' has more than 256 attributes")
    let names = (0..<5000).map { "<n\($0)/>" }.joined()
    #expect(
      try failure(reader("<a>\(names)</a>", piece: 9000))?.message
        == "there are more than 4096 different names of elements")
    let comment = "<a><!--" + String(repeating: "x", count: 600_000)
    #expect(
      try failure(reader(comment, piece: 9000))?.message.hasPrefix(
        "a tag or comment is over 262144")
        == true)
  }
}

@Suite struct XMLRecordsTests {
  private func records(_ text: String, limit: Int = 10_000) throws -> [XMLRecords.Item] {
    let records = XMLRecords(try reader(text, piece: 500), limit: limit) { $0.name == "r" }
    var items: [XMLRecords.Item] = []
    while let item = try records.next() { items.append(item) }
    return items
  }

  @Test func recordsAreCutOut() throws {
    let items = try records("<x><y/><r><t>A</t> &amp; b</r>\n<z><r/></z></x>")
    guard case .record(let first)? = items.first else {
      Issue.record("no record in \(items)")
      return
    }
    #expect(items.count == 2)
    #expect(first.text == "A & b")
    #expect(first.elements.map(\.tag.name) == ["t"])
  }

  @Test func aRecordOverTheLimitIsPassedOver() throws {
    let long = String(repeating: "x", count: 20_000)
    let many = String(repeating: "<e/>", count: 20_000)
    let items = try records("<x>\n<r>\(long)</r>\n<r>\(many)</r><r>ok</r></x>")
    #expect(items.prefix(2) == [.tooLarge(line: 2), .tooLarge(line: 3)])
    #expect(items.count == 3)
  }

  @Test func markupIsWrittenForHTML() throws {
    let items = try records("<r><p class='x'>a &lt; b<br/></p> tail</r>")
    guard case .record(let record)? = items.first else { return }
    #expect(record.markup == "<p>a &lt; b<br></br></p> tail")
    guard case .record(let escaped)? = try records("<r>&lt;p>a&lt;/p></r>").first else { return }
    #expect(escaped.markup == "<p>a</p>")
  }
}
