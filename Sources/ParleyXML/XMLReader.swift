import CExpat

/// Pulls events out of Expat, one by one, and refuses what Parley does not take.
///
/// No document makes it fetch a file or grow a text: declarations of entities are refused, external
/// ones are never read, and what one piece of markup may weigh is limited. References that only an
/// unread document type could explain (`&eacute;`) come as they are written. Encodings are those that
/// Expat reads by itself: UTF-8, UTF-16, ISO-8859-1 and US-ASCII.
///
/// Memory is bounded by ``XMLLimits`` and one piece of input, whatever the length of the document.
package final class XMLReader {
  private let parser: XML_Parser
  private let read: (UnsafeMutableRawBufferPointer) throws -> Int
  private let limits: XMLLimits
  private var events: [XMLEvent] = []
  private var position = 0
  /// Characters since the last tag: Expat cuts texts at line breaks and references.
  private var characters = ""
  private var depth = 0
  private var names: Set<String> = []
  private var bytesSinceEvent = 0
  private var hasEnded = false
  /// Why a handler stopped the parser.
  private var fault: XMLError?
  private static let pieceSize = 32 << 10

  /// - Parameter read: Fills the buffer as far as it goes; returns 0 at the end.
  package init(
    limits: XMLLimits = XMLLimits(),
    read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws(XMLError) {
    guard let parser = XML_ParserCreate(nil) else { throw XMLError(line: 1, "out of memory") }
    self.parser = parser
    self.read = read
    self.limits = limits
    // The handlers run inside of calls of this object, which owns the parser.
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(parser, Self.startHandler, Self.endHandler)
    XML_SetCharacterDataHandler(parser, Self.textHandler)
    XML_SetEntityDeclHandler(parser, Self.entityHandler)
    XML_SetSkippedEntityHandler(parser, Self.referenceHandler)
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER)
  }

  deinit {
    XML_ParserFree(parser)
  }

  /// The next event, or `nil` after the end of the document.
  ///
  /// - Throws: ``XMLError`` for what is not well-formed or over a limit, and what reading throws.
  ///   Nothing can be read after an error.
  package func next() throws -> XMLEvent? {
    while position == events.count {
      if hasEnded { return nil }
      events.removeAll(keepingCapacity: true)
      position = 0
      try parsePiece()
    }
    defer { position += 1 }
    return events[position]
  }

  private func parsePiece() throws {
    guard let buffer = XML_GetBuffer(parser, Int32(Self.pieceSize)) else { throw error() }
    let count = try read(UnsafeMutableRawBufferPointer(start: buffer, count: Self.pieceSize))
    hasEnded = count == 0
    let status = XML_ParseBuffer(parser, Int32(count), hasEnded ? 1 : 0)
    guard status == XML_STATUS_OK else {
      hasEnded = true
      throw error()
    }
    endText()
    bytesSinceEvent = events.isEmpty ? bytesSinceEvent + count : 0
    if bytesSinceEvent > limits.markupBytes {
      hasEnded = true
      throw XMLError(
        line: line, "a tag or comment is over \(limits.markupBytes) bytes; is the file complete?")
    }
  }

  private var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  private func error() -> XMLError {
    if let fault { return fault }
    let code = XML_GetErrorCode(parser)
    return XMLError(line: line, XMLSyntax.explain(code))
  }

  // MARK: What the handlers do

  private func stop(_ message: String) {
    guard fault == nil else { return }
    fault = XMLError(line: line, message)
    XML_StopParser(parser, 0)
  }

  private func start(
    _ name: UnsafePointer<XML_Char>, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    // Handlers of an element without content run once more after a stop.
    guard fault == nil else { return }
    endText()
    let name = String(cString: name)
    depth += 1
    if depth > limits.depth {
      return stop("elements nest more than \(limits.depth) levels deep")
    }
    if names.insert(name).inserted, names.count > limits.names {
      return stop("there are more than \(limits.names) different names of elements")
    }
    var values: [String: String] = [:]
    var index = 0
    while let attribute = attributes?[index], let value = attributes?[index + 1] {
      guard values.count < limits.attributes else {
        return stop("'\(name.prefix(60))' has more than \(limits.attributes) attributes")
      }
      values[String(cString: attribute)] = String(cString: value)
      index += 2
    }
    events.append(.start(XMLTag(name: name, attributes: values, line: line)))
  }

  private func end() {
    guard fault == nil else { return }
    endText()
    depth -= 1
    events.append(.end)
  }

  private func text(_ text: String) {
    guard fault == nil else { return }
    characters += text
  }

  private func endText() {
    guard !characters.isEmpty else { return }
    events.append(.text(characters))
    characters.removeAll(keepingCapacity: true)
  }

  // MARK: Handlers: functions of no actor, for they may be called on any thread

  private static func reader(_ context: UnsafeMutableRawPointer) -> XMLReader {
    Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue()
  }

  private static let startHandler: XML_StartElementHandler = { context, name, attributes in
    guard let context, let name else { return }
    reader(context).start(name, attributes)
  }

  private static let endHandler: XML_EndElementHandler = { context, _ in
    guard let context else { return }
    reader(context).end()
  }

  private static let textHandler: XML_CharacterDataHandler = { context, characters, count in
    guard let context, let characters else { return }
    let bytes = UnsafeRawBufferPointer(start: characters, count: Int(count))
    reader(context).text(String(decoding: bytes, as: UTF8.self))
  }

  private static let entityHandler: XML_EntityDeclHandler = {
    context, name, _, _, _, _, _, _, _ in
    guard let context, let name else { return }
    reader(context).stop(
      "the document declares the entity '\(String(cString: name).prefix(60))'; write its text out")
  }

  private static let referenceHandler: XML_SkippedEntityHandler = { context, name, isParameter in
    guard let context, let name, isParameter == 0 else { return }
    reader(context).text("&\(String(cString: name));")
  }
}
