/// Reads a whole YAML file that holds one document.
package enum YAMLDocument {
  /// The tree of a document, or `nil` when the text is empty or holds only comments.
  ///
  /// - Throws: ``YAMLError`` for anything but one document of plain YAML in UTF-8 within the limits.
  ///   Aliases, anchors, merge keys and tags are refused; so are keys that stand twice.
  package static func parse(
    _ bytes: [UInt8], limits: YAMLLimits = .document
  ) throws(YAMLError) -> YAMLNode? {
    guard bytes.count <= limits.bytes else {
      throw YAMLError(
        .limit, at: YAMLMark(line: 1, column: 1),
        "the file has \(bytes.count) bytes; at most \(limits.bytes.inBinaryUnits) are read")
    }
    let reader = try YAMLEventReader(YAMLSource(bytes), maximumDepth: limits.depth)
    var root: YAMLNode?
    var documents = 0
    while true {
      let event = try reader.next()
      switch event.content {
      case .streamEnd:
        return root
      case .documentStart:
        documents += 1
        guard documents == 1 else {
          throw YAMLError(
            .unsupported, at: event.mark,
            "a second document begins in line \(event.mark.line); a file holds one")
        }
      case .documentEnd: break
      default:
        var builder = YAMLTreeBuilder(reader, limits: limits, subject: "the file")
        let node = try builder.node(from: event)
        if case .scalar("", .plain) = node.content { break }
        root = node
      }
    }
  }
}
