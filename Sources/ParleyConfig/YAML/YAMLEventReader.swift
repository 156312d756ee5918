import CYAML

/// Pulls events out of libyaml, one by one, and refuses what Parley does not take.
///
/// Owns the parser; every event is freed before the next is read. Depth is known at any time so that
/// a caller can leave an item that it refused.
final class YAMLEventReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let source: YAMLSource
  private let maximumDepth: Int
  /// Collections that are open after the last event, also when that event was refused.
  private(set) var depth = 0

  init(_ source: YAMLSource, maximumDepth: Int) throws(YAMLError) {
    self.source = source
    self.maximumDepth = maximumDepth
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw YAMLError(.limit, at: YAMLMark(line: 1, column: 1), "out of memory")
    }
    // Without this libyaml takes UTF-16 in.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    // The source outlives the parser, whose only owner is this object.
    yaml_parser_set_input(parser, Self.read, Unmanaged.passUnretained(source).toOpaque())
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event.
  ///
  /// After an error of kind `unsupported` reading can go on; any other ends the stream. A refused
  /// event has been counted in ``depth``.
  func next() throws(YAMLError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else {
        throw source.fault ?? YAMLSyntax.explain(parser.pointee)
      }
      defer { yaml_event_delete(&event) }
      source.bytesSinceEvent = 0
      if event.type == YAML_STREAM_START_EVENT { continue }
      return try convert(event)
    }
  }

  private func convert(_ event: yaml_event_t) throws(YAMLError) -> YAMLEvent {
    let mark = YAMLMark(event.start_mark)
    let content: YAMLEvent.Content
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try refuse(anchor: scalar.anchor, tag: scalar.tag, at: mark)
      content = try self.scalar(scalar.value, scalar.length, scalar.style, mark)
    case YAML_SEQUENCE_START_EVENT:
      try enter(at: mark)
      try refuse(
        anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, at: mark)
      content = .sequenceStart
    case YAML_MAPPING_START_EVENT:
      try enter(at: mark)
      try refuse(
        anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, at: mark)
      content = .mappingStart
    case YAML_SEQUENCE_END_EVENT:
      depth -= 1
      content = .sequenceEnd
    case YAML_MAPPING_END_EVENT:
      depth -= 1
      content = .mappingEnd
    case YAML_DOCUMENT_START_EVENT: content = .documentStart
    case YAML_DOCUMENT_END_EVENT: content = .documentEnd
    case YAML_ALIAS_EVENT: throw Self.aliases(at: mark)
    default: content = .streamEnd
    }
    return YAMLEvent(
      content: content, mark: mark, start: Int(event.start_mark.index),
      end: Int(event.end_mark.index))
  }

  private func enter(at mark: YAMLMark) throws(YAMLError) {
    depth += 1
    if depth > maximumDepth {
      throw YAMLError(
        .limit, at: mark, "lists and mappings nest more than \(maximumDepth) levels deep")
    }
  }

  private func scalar(
    _ value: UnsafeMutablePointer<yaml_char_t>?, _ length: Int, _ style: yaml_scalar_style_t,
    _ mark: YAMLMark
  ) throws(YAMLError) -> YAMLEvent.Content {
    let bytes = UnsafeBufferPointer(start: value, count: value == nil ? 0 : length)
    // The source has none; an escape such as "\0" makes one.
    for byte in bytes where (byte < 0x20 && byte != 9 && byte != 10 && byte != 13) || byte == 0x7F {
      throw YAMLError(
        .unsupported, at: mark,
        "an escape in this text stands for a control character; leave it out")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    switch style {
    case YAML_PLAIN_SCALAR_STYLE: return .scalar(text, .plain)
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: return .scalar(text, .block)
    default: return .scalar(text, .quoted)
    }
  }

  private func refuse(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?,
    at mark: YAMLMark
  ) throws(YAMLError) {
    if anchor != nil { throw Self.aliases(at: mark) }
    guard let tag else { return }
    var name = String(decodingCString: tag, as: UTF8.self)
    let core = "tag:yaml.org,2002:"
    if name.hasPrefix(core) { name = "!!" + name.dropFirst(core.count) }
    throw YAMLError(
      .unsupported, at: mark,
      "tags are not supported ('\(name.prefix(64))'); leave it out, or quote text that begins with '!'"
    )
  }

  private static func aliases(at mark: YAMLMark) -> YAMLError {
    YAMLError(
      .unsupported, at: mark,
      "aliases are not supported, nor anchors; write the value out, or quote text that begins with '&' or '*'"
    )
  }

  /// libyaml's read handler: a function of no actor, for it may be called on any thread.
  private static let read:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, Int, UnsafeMutablePointer<Int>?
    ) -> Int32 = { context, buffer, size, sizeRead in
      guard let context, let buffer, let sizeRead else { return 0 }
      let source = Unmanaged<YAMLSource>.fromOpaque(context).takeUnretainedValue()
      guard let count = source.fill(UnsafeMutableRawBufferPointer(start: buffer, count: size))
      else {
        return 0
      }
      sizeRead.pointee = count
      return 1
    }
}

extension YAMLMark {
  /// libyaml counts from 0.
  init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
