import ParleyPlugin
import Synchronization

/// What was read of a version's fields: a version never changes, so it is read once.
final class FieldCache: Sendable {
  private struct Content {
    var columns: [FieldName: NumberColumn] = [:]
    var sets: [String: RecordSet] = [:]
  }

  /// Sets of records that are kept: of a million records each takes 125 kB.
  private static let mostSets = 128

  private let content = Mutex(Content())

  /// The numbers of a field. Two searches at once may both read them; both read the same.
  func column(of field: FieldName, _ read: () throws -> NumberColumn) rethrows -> NumberColumn {
    if let known = content.withLock({ $0.columns[field] }) { return known }
    let column = try read()
    content.withLock { $0.columns[field] = column }
    return column
  }

  /// The records that a key stands for.
  func records(_ key: String, _ read: () throws -> RecordSet) rethrows -> RecordSet {
    if let known = content.withLock({ $0.sets[key] }) { return known }
    let set = try read()
    content.withLock { content in
      if content.sets.count >= Self.mostSets { content.sets.removeAll() }
      content.sets[key] = set
    }
    return set
  }
}
