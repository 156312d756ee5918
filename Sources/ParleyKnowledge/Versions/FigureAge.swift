import ParleyDomain
import ParleyPlugin

/// Marks the figures of records that are older than a collection's `max_age` allows.
///
/// A figure is as old as the record's `updated_at`, where its source tells one, otherwise as the last
/// load that told the record.
struct FigureAge: Sendable {
  let limits: MaximumAge
  let file: ConfirmationFile
  let clock: any WallClock
  let reading: BlockingQueue

  /// The records with ``Record/unconfirmed`` filled in.
  func marked(_ records: [Record], of version: KnowledgeVersion) async throws -> [Record] {
    let undated = records.filter { Self.ownTime(of: $0) == nil }.map(\.reference.id)
    let kept: Kept =
      undated.isEmpty ? .nothing : try await reading.run { [file] in Self.kept(undated, in: file) }
    return records.map { record in
      let times: FigureTimes? =
        if let own = Self.ownTime(of: record) {
          FigureTimes(price: own, stock: own)
        } else {
          switch kept {
          case .nothing: FigureTimes(price: version.builtAt, stock: version.builtAt)
          case .times(let times): times[record.reference.id]
          case .unreadable: nil
          }
        }
      var marked = record
      mark([.price, .salePrice], times?.price, limits.price, version, &marked)
      mark([.stock, .availability], times?.stock, limits.stock, version, &marked)
      return marked
    }
  }

  /// - Parameter time: When the figures were told; `nil` when nobody knows.
  private func mark(
    _ fields: [FieldName], _ time: Timestamp?, _ limit: Duration?, _ version: KnowledgeVersion,
    _ record: inout Record
  ) {
    guard let limit else { return }
    if let time, time.advanced(by: limit) >= clock.now { return }
    for field in fields where record[field] != nil {
      record.unconfirmed[field] = time ?? version.builtAt
    }
  }

  /// What is kept about the times of records.
  private enum Kept: Sendable {
    case nothing
    case times([String: FigureTimes])
    /// Then nothing counts as confirmed, until the next load.
    case unreadable
  }

  private static func kept(_ ids: [String], in file: ConfirmationFile) -> Kept {
    do {
      return try file.times(of: ids).map(Kept.times) ?? .nothing
    } catch {
      return .unreadable
    }
  }

  private static func ownTime(of record: Record) -> Timestamp? {
    guard case .timestamp(let time) = record[.updatedAt] else { return nil }
    return time
  }
}
