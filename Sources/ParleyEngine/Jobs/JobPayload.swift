import ParleyPlugin

/// What a job carries beyond the stored messages: the injected parts and how long the turn took.
struct JobPayload: Sendable, Hashable {
  var injected: [InjectedPart]
  var searches: [SearchNote]
  var duration: Duration

  var json: JSONValue {
    [
      "duration_ms": .integer(Int(clamping: duration.inMilliseconds)),
      "injected": .array(injected.map(JobPayload.json)),
      "searches": .array(searches.map(JobPayload.json)),
    ]
  }

  /// Reads what ``json`` wrote. Throws ``PluginError`` when something is missing.
  init(json: JSONValue) throws {
    guard let milliseconds = json["duration_ms"]?.integer, let parts = json["injected"]?.array
    else { throw PluginError("the job's payload is damaged") }
    duration = .milliseconds(milliseconds)
    injected = try parts.map(JobPayload.part)
    // Jobs of earlier versions carry none.
    searches = (json["searches"]?.array ?? []).compactMap(JobPayload.search)
  }

  init(injected: [InjectedPart], searches: [SearchNote] = [], duration: Duration) {
    self.injected = injected
    self.searches = searches
    self.duration = duration
  }

  private static func json(_ injected: InjectedPart) -> JSONValue {
    let part = injected.part
    var json: [String: JSONValue] = [
      "plugin": .string(injected.plugin), "kind": .string(part.kind.rawValue),
      "text": .string(part.text),
    ]
    if part.section != .knowledge { json["section"] = .string(part.section.rawValue) }
    if let index = injected.index { json["index"] = .integer(index) }
    if let score = part.score { json["score"] = .number(score) }
    if let source = part.source {
      json["collection"] = .string(source.reference.collection)
      json["id"] = .string(source.reference.id)
      json["title"] = .string(source.title)
      json["url"] = source.url.map(JSONValue.string)
    }
    return .object(json)
  }

  private static func part(_ json: JSONValue) throws -> InjectedPart {
    guard let plugin = json["plugin"]?.string, let text = json["text"]?.string,
      let kind = json["kind"]?.string.flatMap(Part.Kind.init)
    else { throw PluginError("a part in the job's payload is damaged") }
    var source: Source?
    if let collection = json["collection"]?.string, let id = json["id"]?.string {
      source = Source(
        reference: RecordReference(collection: collection, id: id),
        title: json["title"]?.string ?? id, url: json["url"]?.string)
    }
    return InjectedPart(
      plugin: plugin,
      part: Part(
        kind, text: text, source: source, score: json["score"]?.number,
        section: json["section"]?.string.flatMap(Part.Section.init) ?? .knowledge),
      index: json["index"]?.integer)
  }

  private static func json(_ search: SearchNote) -> JSONValue {
    [
      "plugin": .string(search.plugin), "collection": .string(search.collection),
      "total": .integer(search.total), "emptied": .array(search.emptied.map(JSONValue.string)),
    ]
  }

  private static func search(_ json: JSONValue) -> SearchNote? {
    guard let plugin = json["plugin"]?.string, let collection = json["collection"]?.string,
      let total = json["total"]?.integer
    else { return nil }
    return SearchNote(
      plugin: plugin, collection: collection, total: total,
      emptied: json["emptied"]?.array?.compactMap(\.string) ?? [])
  }
}
