package import ParleyPlugin

/// A record as JSON, without loss: what version files store and `knowledge show --json` prints.
///
/// Fields stand under their names and attributes under `attributes`. Money is an object
/// (`{"amount": "14.99", "currency": "USD"}`) so that no cent passes through a binary fraction, and
/// so is a time (`{"time": "2026-10-14T00:00:00.000Z"}`) so that it is not taken for a text.
package enum RecordJSON {
  /// The record without its collection, which the version file knows.
  package static func value(of record: Record) -> JSONValue {
    var members: [String: JSONValue] = [:]
    var attributes: [String: JSONValue] = [:]
    for (name, value) in record.fields {
      if let key = name.attributeKey {
        attributes[key] = json(value)
      } else {
        members[name.rawValue] = json(value)
      }
    }
    if !attributes.isEmpty { members["attributes"] = .object(attributes) }
    members["id"] = .string(record.reference.id)
    members["title"] = .string(record.title)
    if !record.text.isEmpty { members["description"] = .string(record.text) }
    if let url = record.url { members["url"] = .string(url) }
    return .object(members)
  }

  /// The record that ``value(of:)`` wrote, or `nil` when the JSON is something else.
  package static func record(from value: JSONValue, collection: String) -> Record? {
    guard case .object(var members) = value,
      let id = members.removeValue(forKey: "id")?.string,
      let title = members.removeValue(forKey: "title")?.string
    else { return nil }
    let text = members.removeValue(forKey: "description")?.string ?? ""
    let url = members.removeValue(forKey: "url")?.string
    let attributes = members.removeValue(forKey: "attributes")?.object ?? [:]
    var fields: [FieldName: FieldValue] = [:]
    for (name, member) in members {
      guard let field = field(member) else { return nil }
      fields[FieldName(name)] = field
    }
    for (key, member) in attributes {
      guard let field = field(member) else { return nil }
      fields[.attribute(key)] = field
    }
    return Record(
      reference: RecordReference(collection: collection, id: id), title: title, text: text,
      url: url, fields: fields)
  }

  private static func json(_ value: FieldValue) -> JSONValue {
    switch value {
    case .text(let text): .string(text)
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? .number(number)
    case .money(let money): ["amount": .string(money.decimal), "currency": .string(money.currency)]
    case .timestamp(let time): ["time": .string(time.description)]
    case .list(let values): .array(values.map(json))
    }
  }

  private static func field(_ value: JSONValue) -> FieldValue? {
    switch value {
    case .string(let text): return .text(text)
    case .integer, .number: return value.number.map { .number($0) }
    case .array(let elements):
      let values = elements.compactMap(field)
      return values.count == elements.count ? .list(values) : nil
    case .object(let members):
      if let time = members["time"]?.string { return Timestamp(time).map { .timestamp($0) } }
      guard let amount = members["amount"]?.string, let currency = members["currency"]?.string
      else {
        return nil
      }
      return Money(decimal: amount, currency: currency).map { .money($0) }
    case .null, .boolean: return nil
    }
  }
}
