import ParleyDomain
import ParleyJSON
import ParleyPlugin

/// Reads records from JSON: one object on each line, or a list of objects, or one object.
struct JSONSourceReader: SourceReader {
  private let name: String
  private var documents: JSONDocuments

  init(_ file: InputFile) throws(KnowledgeError) {
    name = file.source.name
    documents = JSONDocuments(file)
  }

  var note: String { documents.isList ? "JSON list" : "JSON, one object after the other" }

  mutating func next() throws -> SourceItem? {
    guard let (line, content) = try documents.nextRecord() else { return nil }
    let place = SourcePlace(file: name, line: line)
    switch content {
    case .columns(let columns): return .row(RawRecord(place: place, columns: columns))
    case .document(let document): return try item(of: document, at: place)
    }
  }

  private func item(of document: JSONDocuments.Document, at place: SourcePlace) throws -> SourceItem
  {
    guard !document.isTooLong else {
      return .rejected(
        RowMessage(place: place, reason: "the record is over \(JSONDocuments.limit) bytes"))
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(
        document.bytes, limits: JSONLimits(bytes: JSONDocuments.limit, depth: 32))
    } catch {
      // A key that stands twice spoils its record; broken syntax spoils the file.
      if error.code == .duplicateKey || error.code == .tooDeep || error.code == .nulNotAllowed {
        return .rejected(RowMessage(place: place, reason: error.description))
      }
      throw KnowledgeError(.badData, "\(place): \(error.description)")
    }
    guard let members = value.object else {
      return .rejected(
        RowMessage(place: place, reason: "expected an object with the fields of a record"))
    }
    return .row(RawRecord(place: place, columns: Self.columns(of: members, line: document.line)))
  }

  static func columns(of members: [String: JSONValue], line: Int) -> [RawColumn] {
    members.sorted { $0.key < $1.key }.map { key, value in
      RawColumn(name: key, value: rawValue(of: value, line: line), line: line)
    }
  }

  private static func rawValue(of value: JSONValue, line: Int) -> RawValue {
    switch value {
    case .null: .none
    case .boolean(let value): .plain(value ? "true" : "false")
    case .integer(let number): .number(String(number))
    case .number(let number): .number("\(number)")
    case .string(let text): .text(text)
    case .array(let elements): .list(elements.map { rawValue(of: $0, line: line) })
    case .object(let members): .object(columns(of: members, line: line))
    }
  }
}
