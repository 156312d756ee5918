import ParleyConfig
import ParleyDomain
import ParleyPlugin

/// Reads a YAML list of records, item by item.
struct YAMLSourceReader: SourceReader {
  private let name: String
  private var items: YAMLItems

  init(_ file: InputFile) throws {
    name = file.source.name
    items = try YAMLItems { try file.read(into: $0) }
  }

  var note: String { "YAML" }

  mutating func next() throws -> SourceItem? {
    do {
      guard let node = try items.next() else { return nil }
      let place = SourcePlace(file: name, line: node.mark.line)
      guard node.entries != nil else {
        return .rejected(RowMessage(place: place, reason: "expected the fields of a record"))
      }
      return .row(RawRecord(place: place, columns: Self.columns(of: node)))
    } catch {
      let place = SourcePlace(file: name, line: error.mark.line)
      if items.hasEnded {
        throw KnowledgeError(
          .badData, "\(name):\(error.mark.line):\(error.mark.column): \(error.message)")
      }
      return .rejected(RowMessage(place: place, reason: error.message))
    }
  }

  /// The entries of a mapping as columns.
  static func columns(of node: YAMLNode) -> [RawColumn] {
    (node.entries ?? []).map { key, value in
      RawColumn(name: key.text ?? "", value: rawValue(of: value), line: value.mark.line)
    }
  }

  private static func rawValue(of node: YAMLNode) -> RawValue {
    switch node.content {
    case .scalar(let text, .plain):
      switch node.resolved() {
      case .null: .none
      case .boolean(let value): .plain(value ? "true" : "false")
      case .integer, .number:
        text.contains("x") || text.contains("o") ? .plain(text) : .number(text)
      default: .plain(text)
      }
    case .scalar(let text, _): .text(text)
    case .sequence(let elements): .list(elements.map(rawValue))
    case .mapping: .object(columns(of: node))
    }
  }
}
