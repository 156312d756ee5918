/// Builds one node with all below it out of events, within limits.
struct YAMLTreeBuilder {
  let reader: YAMLEventReader
  let limits: YAMLLimits
  /// What the limits are limits of, for messages: `the file`, `this item`.
  let subject: String
  private var nodes = 0
  private var valueBytes = 0
  private var start: Int?

  init(_ reader: YAMLEventReader, limits: YAMLLimits, subject: String) {
    self.reader = reader
    self.limits = limits
    self.subject = subject
  }

  /// The node that begins with this event.
  ///
  /// - Throws: ``YAMLError``; the reader then stands somewhere inside the node.
  mutating func node(from event: YAMLEvent) throws(YAMLError) -> YAMLNode {
    try count(event)
    switch event.content {
    case .scalar(let text, let style): return YAMLNode(.scalar(text, style), at: event.mark)
    case .sequenceStart: return try sequence(at: event.mark)
    case .mappingStart: return try mapping(at: event.mark)
    default: throw YAMLError(.syntax, at: event.mark, "expected a value")
    }
  }

  private mutating func sequence(at mark: YAMLMark) throws(YAMLError) -> YAMLNode {
    var elements: [YAMLNode] = []
    while true {
      let event = try reader.next()
      if case .sequenceEnd = event.content { return YAMLNode(.sequence(elements), at: mark) }
      elements.append(try node(from: event))
    }
  }

  private mutating func mapping(at mark: YAMLMark) throws(YAMLError) -> YAMLNode {
    var entries: [(key: YAMLNode, value: YAMLNode)] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try reader.next()
      if case .mappingEnd = event.content { return YAMLNode(.mapping(entries), at: mark) }
      let key = try self.key(from: event)
      if let text = key.text, let first = lines.updateValue(key.mark.line, forKey: text) {
        throw YAMLError(
          .duplicateKey, at: key.mark,
          "key '\(text.prefix(80))' stands twice: in line \(first) and in line \(key.mark.line)")
      }
      entries.append((key, try node(from: reader.next())))
    }
  }

  private mutating func key(from event: YAMLEvent) throws(YAMLError) -> YAMLNode {
    guard case .scalar(let text, let style) = event.content else {
      throw YAMLError(
        .unsupported, at: event.mark, "a key has to be text, not a list or mapping")
    }
    if text == "<<", style == .plain {
      throw YAMLError(
        .unsupported, at: event.mark, "merge keys ('<<') are not supported; write the keys out")
    }
    return try node(from: event)
  }

  private mutating func count(_ event: YAMLEvent) throws(YAMLError) {
    nodes += 1
    if nodes > limits.nodes {
      throw excess("has more than \(limits.nodes) values", at: event.mark)
    }
    if case .scalar(let text, _) = event.content { valueBytes += text.utf8.count }
    let first = start ?? event.start
    start = first
    if max(event.end - first, valueBytes) > limits.bytes {
      throw excess("is larger than \(limits.bytes.inBinaryUnits)", at: event.mark)
    }
  }

  private func excess(_ what: String, at mark: YAMLMark) -> YAMLError {
    var error = YAMLError(.limit, at: mark, "\(subject) \(what)")
    error.isOfItem = true
    return error
  }
}

extension Int {
  /// Bytes for people: `1 MiB`, `256 KiB`, `300 bytes`.
  var inBinaryUnits: String {
    if self >= 1 << 20, self % (1 << 20) == 0 { return "\(self >> 20) MiB" }
    if self >= 1 << 10, self % (1 << 10) == 0 { return "\(self >> 10) KiB" }
    return "\(self) bytes"
  }
}
