import ParleyDomain
import ParleyPlugin

/// The parts of a message that are stored as JSON: written as the HTTP interface names them.
enum MessageJSON {
  static func value(_ usage: Usage) -> JSONValue {
    [
      "input_tokens": .integer(usage.inputTokens),
      "output_tokens": .integer(usage.outputTokens),
      "cached_tokens": .integer(usage.cachedTokens),
      "estimated": .boolean(usage.estimated),
      "cost": usage.cost.map {
        ["ten_thousandths": .integer(Int($0.tenThousandths)), "currency": .string($0.currency)]
      } ?? .null,
    ]
  }

  static func usage(_ value: JSONValue) -> Usage? {
    guard let input = value["input_tokens"]?.integer, let output = value["output_tokens"]?.integer,
      let cached = value["cached_tokens"]?.integer, let estimated = value["estimated"]?.boolean
    else { return nil }
    var usage = Usage(
      inputTokens: input, outputTokens: output, cachedTokens: cached, estimated: estimated)
    if let cost = value["cost"], cost != .null {
      guard let amount = cost["ten_thousandths"]?.integer, let currency = cost["currency"]?.string
      else { return nil }
      usage.cost = Money(tenThousandths: Int64(amount), currency: currency)
    }
    return usage
  }

  static func value(_ citation: Citation) -> JSONValue {
    [
      "index": .integer(citation.index),
      "collection": .string(citation.source.reference.collection),
      "id": .string(citation.source.reference.id),
      "title": .string(citation.source.title),
      "url": citation.source.url.map { .string($0) } ?? .null,
      "ranges": .array(citation.ranges.map(value)),
    ]
  }

  static func citation(_ value: JSONValue) -> Citation? {
    guard let index = value["index"]?.integer, let collection = value["collection"]?.string,
      let id = value["id"]?.string, let title = value["title"]?.string,
      let ranges = value["ranges"]?.array?.map(range), !ranges.contains(nil)
    else { return nil }
    let reference = RecordReference(collection: collection, id: id)
    return Citation(
      index: index, source: Source(reference: reference, title: title, url: value["url"]?.string),
      ranges: ranges.compactMap { $0 })
  }

  static func value(_ notice: Notice) -> JSONValue {
    [
      "code": .string(notice.code),
      "message": .string(notice.message),
      "plugin": notice.plugin.map { .string($0) } ?? .null,
      "audience": .string(notice.audience.rawValue),
      "range": notice.range.map(value) ?? .null,
    ]
  }

  static func notice(_ value: JSONValue) -> Notice? {
    guard let code = value["code"]?.string, let message = value["message"]?.string,
      let audience = value["audience"]?.string.flatMap(Notice.Audience.init)
    else { return nil }
    return Notice(
      code: code, message: message, plugin: value["plugin"]?.string, audience: audience,
      range: value["range"].flatMap(range))
  }

  static func value(_ range: Range<Int>) -> JSONValue {
    [.integer(range.lowerBound), .integer(range.upperBound)]
  }

  private static func range(_ value: JSONValue) -> Range<Int>? {
    guard let bounds = value.array, bounds.count == 2, let lower = bounds[0].integer,
      let upper = bounds[1].integer, lower <= upper
    else { return nil }
    return lower..<upper
  }
}
