/// The items of a YAML file of any size, one by one: the elements of its top-level list.
///
/// Nothing but the current item is held. A top-level mapping counts as one item. Copies share the
/// position in the file, so one owner should read.
package struct YAMLItems {
  private enum Position {
    case beforeTop
    case inSequence
    /// The only item has been given; the end is still to be checked.
    case afterItem
    case ended
  }

  private let reader: YAMLEventReader
  private let limits: YAMLLimits
  private var position = Position.beforeTop
  /// Whether a refused item has to be left first.
  private var isInsideRefusedItem = false
  /// Items begun so far, also refused ones.
  package private(set) var count = 0

  /// Reads through a closure that fills a buffer and returns how many bytes it wrote; 0 at the end.
  package init(
    limits: YAMLLimits = .item, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws(YAMLError) {
    self.limits = limits
    // One level more for the list around the items.
    reader = try YAMLEventReader(YAMLSource(read: read), maximumDepth: limits.depth + 1)
  }

  /// Reads a regular file from its beginning.
  ///
  /// - Throws: ``FileError`` when it cannot be opened or is no regular file.
  package init(path: String, limits: YAMLLimits = .item) throws {
    let file = try ReadableFile(path)
    do {
      try file.requireRegular()
    } catch {
      throw FileError(path: path, code: error.code)
    }
    try self.init(limits: limits) { try file.read(into: $0) }
  }

  /// Whether ``next()`` has nothing more to give, also after an error.
  package var hasEnded: Bool { position == .ended }

  /// The next item, or `nil` after the last.
  ///
  /// - Throws: ``YAMLError``. After a key that stands twice, an item beyond its limits, an alias or a
  ///   tag the next call goes on with the following item; any other error ends the stream, and
  ///   ``hasEnded`` says so.
  package mutating func next() throws(YAMLError) -> YAMLNode? {
    do throws(YAMLError) {
      if isInsideRefusedItem { try leaveRefusedItem() }
      switch position {
      case .beforeTop: return try top()
      case .inSequence: return try item(from: reader.next())
      case .afterItem: return try end()
      case .ended: return nil
      }
    } catch {
      if position == .inSequence, Self.allowsNextItem(error), reader.depth <= limits.depth + 1 {
        isInsideRefusedItem = true
      } else {
        position = .ended
      }
      throw error
    }
  }

  private static func allowsNextItem(_ error: YAMLError) -> Bool {
    switch error.kind {
    case .duplicateKey, .unsupported: true
    case .limit: error.isOfItem
    case .syntax, .encoding, .input: false
    }
  }

  private mutating func top() throws(YAMLError) -> YAMLNode? {
    let event = try reader.next()
    switch event.content {
    case .documentStart: return try top()
    case .sequenceStart:
      position = .inSequence
      return try item(from: reader.next())
    case .mappingStart:
      let node = try build(event)
      position = .afterItem
      return node
    case .scalar("", .plain), .documentEnd: return try end()
    case .streamEnd:
      position = .ended
      return nil
    default:
      throw YAMLError(
        .syntax, at: event.mark, "expected a list of items ('- …') or one mapping at the top")
    }
  }

  private mutating func item(from event: YAMLEvent) throws(YAMLError) -> YAMLNode? {
    if case .sequenceEnd = event.content { return try end() }
    return try build(event)
  }

  private mutating func build(_ event: YAMLEvent) throws(YAMLError) -> YAMLNode {
    count += 1
    var builder = YAMLTreeBuilder(reader, limits: limits, subject: "this item")
    return try builder.node(from: event)
  }

  /// Checks that nothing but the end follows.
  private mutating func end() throws(YAMLError) -> YAMLNode? {
    position = .afterItem
    while true {
      let event = try reader.next()
      switch event.content {
      case .documentEnd: continue
      case .streamEnd:
        position = .ended
        return nil
      default:
        throw YAMLError(
          .unsupported, at: event.mark,
          "a second document begins in line \(event.mark.line); a file holds one")
      }
    }
  }

  /// Reads to the end of the item whose reading was given up; what else is refused in it is passed by.
  private mutating func leaveRefusedItem() throws(YAMLError) {
    while reader.depth > 1 {
      do throws(YAMLError) {
        _ = try reader.next()
      } catch  where error.kind == .unsupported {
        continue
      }
    }
    isInsideRefusedItem = false
  }
}
