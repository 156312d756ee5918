import ParleyDomain
import ParleyXML

/// The records of an XML file, one after the other.
struct XMLSource {
  enum Item {
    case element(XMLElement)
    case rejected(RowMessage)
  }

  private let name: String
  private let records: XMLRecords
  private let limit: Int

  /// - Parameters:
  ///   - limit: The most bytes of a record with its tags.
  ///   - isRecord: Whether an element of this name, without its prefix, is a record.
  init(_ file: InputFile, limit: Int, isRecord: @escaping (Substring) -> Bool) throws {
    name = file.source.name
    self.limit = limit
    do {
      let reader = try XMLReader { try file.read(into: $0) }
      records = XMLRecords(reader, limit: limit) {
        isRecord($0.name.split(separator: ":").last ?? "")
      }
    } catch {
      throw KnowledgeError(.badData, "\(file.source.name):\(error.line): \(error.message)")
    }
  }

  func place(_ line: Int) -> SourcePlace {
    SourcePlace(file: name, line: line)
  }

  /// The next record; `nil` after the last.
  ///
  /// - Throws: ``KnowledgeError`` when the file cannot be read any further.
  func next() throws -> Item? {
    do {
      switch try records.next() {
      case .record(let element): return .element(element)
      case .tooLarge(let line):
        return .rejected(
          RowMessage(place: place(line), reason: "the record is over \(limit) bytes"))
      case nil: return nil
      }
    } catch let error as XMLError {
      throw KnowledgeError(.badData, "\(name):\(error.line): \(error.message)")
    }
  }
}
