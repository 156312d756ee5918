/// Cuts a long document into small trees: one for each element that is a record.
package struct XMLRecords {
  /// What stands where a record should.
  package enum Item: Sendable, Hashable {
    case record(XMLElement)
    /// It weighs more than the limit; it begins in this line.
    case tooLarge(line: Int)
  }

  private let reader: XMLReader
  private let isRecord: (XMLTag) -> Bool
  private let limit: Int

  /// - Parameters:
  ///   - limit: The most bytes of a record: its texts, names, attributes, and 64 for each element.
  ///   - isRecord: Whether an element is a record; those around records are not kept.
  package init(_ reader: XMLReader, limit: Int, isRecord: @escaping (XMLTag) -> Bool) {
    self.reader = reader
    self.limit = limit
    self.isRecord = isRecord
  }

  /// The next record, or `nil` after the last.
  ///
  /// - Throws: As ``XMLReader/next()``.
  package func next() throws -> Item? {
    while let event = try reader.next() {
      if case .start(let tag) = event, isRecord(tag) { return try tree(below: tag) }
    }
    return nil
  }

  private func tree(below tag: XMLTag) throws -> Item {
    var open = [XMLElement(tag: tag)]
    var weight = Self.weight(of: tag)
    while let event = try reader.next() {
      switch event {
      case .start(let inner):
        weight += Self.weight(of: inner)
        open.append(XMLElement(tag: inner))
      case .text(let text):
        weight += text.utf8.count
        if weight <= limit, let last = open.indices.last { open[last].content.append(.text(text)) }
      case .end:
        guard let element = open.popLast() else { break }
        guard let parent = open.indices.last else {
          return weight <= limit ? .record(element) : .tooLarge(line: tag.line)
        }
        if weight <= limit { open[parent].content.append(.element(element)) }
      }
      // What was kept of a record that is refused is of no use.
      if weight > limit { for index in open.indices { open[index].content = [] } }
    }
    return .tooLarge(line: tag.line)
  }

  private static func weight(of tag: XMLTag) -> Int {
    tag.attributes.reduce(64 + tag.name.utf8.count) {
      $0 + $1.key.utf8.count + $1.value.utf8.count
    }
  }
}
