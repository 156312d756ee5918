import ParleyPlugin

// The values of the contract, as replies write them.

extension Part {
  /// The sections that a reply may name. A whole collection is for plugins that know when it changes.
  private enum SectionWord: String, CaseIterable {
    case knowledge
    case memory

    var section: Section {
      switch self {
      case .knowledge: .knowledge
      case .memory: .memory
      }
    }
  }

  /// `{text, kind?, section?, priority?, source?, score?, stands_in_for?}`; data of the section
  /// knowledge unless it says otherwise.
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    var source: Source?
    if let member = try reader.object("source") { source = try Source(reading: member) }
    self.init(
      try reader.word("kind", otherwise: Part.Kind.data), text: try reader.text("text"),
      priority: try reader.integer("priority", in: 0...100, otherwise: 50), source: source,
      score: try reader.number("score", in: -1e12...1e12, otherwise: nil),
      standsInFor: try reader.messages("stands_in_for"),
      section: try reader.word("section", otherwise: SectionWord.knowledge).section)
  }
}

extension Source {
  /// `{collection, id, title, url?}`
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    self.init(
      reference: RecordReference(
        collection: try reader.text("collection"), id: try reader.text("id")),
      title: try reader.text("title"), url: try reader.textIfAny("url"))
  }
}

extension Annotation {
  /// `{code, message, audience?, range?[start, end]}`
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    var range: Range<Int>?
    if let value = reader["range"] {
      let bounds = value.array?.compactMap(\.integer) ?? []
      guard bounds.count == 2, 0 <= bounds[0], bounds[0] <= bounds[1] else {
        throw reader.wrong("range", "two offsets in Unicode scalars, [start, end]")
      }
      range = bounds[0]..<bounds[1]
    }
    let audience = try reader.textIfAny("audience") ?? Notice.Audience.everyone.rawValue
    guard let audience = Notice.Audience(rawValue: audience) else {
      throw reader.wrong("audience", "one of everyone, operators")
    }
    self.init(
      Notice(
        code: try reader.text("code"), message: try reader.text("message"), audience: audience),
      range: range)
  }
}

extension Effect {
  private enum Word: String, CaseIterable {
    case annotation
    case summary
    case memory
    case observation
    case reflection
    case finding
    case logLine = "log_line"
    case deliver
  }

  /// `{effect: annotation | summary | memory | observation | reflection | finding | log_line | deliver, …}`
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    guard let word = reader["effect"]?.string.flatMap(Word.init) else {
      throw reader.wrong(
        "effect", "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    switch word {
    case .annotation: self = .annotation(try Annotation(reading: reader))
    case .summary:
      self = .summary(text: try reader.text("text"), covers: try reader.messages("covers"))
    case .memory:
      self = .memory(
        try Memory(reading: reader), evidence: try reader.messages("evidence"))
    case .observation: self = .observation(try Observation(reading: reader))
    case .reflection: self = .reflection(over: try reader.messages("over"))
    case .finding:
      self = .finding(kind: try reader.text("kind"), value: reader["value"] ?? .null)
    case .logLine:
      self = .logLine(
        file: try reader.text("file"), value: reader["value"] ?? .null,
        rotation: try reader.object("rotation").map(LogRotation.init(reading:)))
    case .deliver:
      var headers: [String: String] = [:]
      for (name, value) in reader["headers"]?.object ?? [:] {
        guard let text = value.string else { throw reader.wrong("headers", "texts by name") }
        headers[name] = text
      }
      self = .deliver(
        Delivery(
          url: try reader.text("url"), body: reader["body"] ?? .null, headers: headers,
          secret: try reader.textIfAny("secret")))
    }
  }
}

extension Memory {
  /// `{text, importance?, confidence?, expires_at?, supersedes[]?}`
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    var expiresAt: Timestamp?
    if let text = try reader.textIfAny("expires_at") {
      guard let time = Timestamp(text) else {
        throw reader.wrong("expires_at", "a time such as 2026-11-20T18:30:00Z")
      }
      expiresAt = time
    }
    self.init(
      text: try reader.text("text"),
      importance: try reader.number("importance", in: 0...1, otherwise: 0.5) ?? 0.5,
      confidence: try reader.number("confidence", in: 0...1, otherwise: 0.5) ?? 0.5,
      expiresAt: expiresAt,
      supersedes: try reader.identifiers("supersedes", of: "memory ids").map { MemoryID($0) })
  }

  /// `{id?, text, importance, confidence, expires_at?, learnt_at?}`
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "text": .string(text), "importance": .number(importance), "confidence": .number(confidence),
    ]
    members["id"] = id.map { .string($0.rawValue) }
    members["expires_at"] = expiresAt.map { .string($0.description) }
    members["learnt_at"] = learntAt.map { .string($0.description) }
    return .object(members)
  }
}

extension Observation {
  /// `{message, importance}`
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    let range = 1...10
    guard let importance = reader["importance"]?.integer, range.contains(importance) else {
      throw reader.wrong(
        "importance", "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    self.init(message: MessageID(try reader.text("message")), importance: importance)
  }

  /// `{message, text, importance}`
  var json: JSONValue {
    [
      "message": .string(message.rawValue), "text": .string(text),
      "importance": .integer(importance),
    ]
  }
}

extension ChatSummary {
  /// `{version, text, covers[], created_at}`
  var json: JSONValue {
    [
      "version": .integer(version), "text": .string(text),
      "covers": .array(covers.map { .string($0.rawValue) }),
      "created_at": .string(createdAt.description),
    ]
  }
}

extension LogRotation {
  /// `{max_bytes?, daily?, keep?}`
  init(reading reader: MessageReader) throws(ProtocolViolation) {
    let largest = try reader.integer("max_bytes", in: 4096...(1 << 40), otherwise: .max)
    self.init(
      largest: largest == .max ? nil : ByteSize(bytes: largest),
      isDaily: try reader.boolean("daily", otherwise: false),
      kept: try reader.integer("keep", in: 1...1000, otherwise: 10))
  }
}
