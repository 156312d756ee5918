/// The numbers that records have in one field, by record and by size.
struct NumberColumn: Sendable {
  /// Ascending, with the record of each.
  private let values: [Double]
  private let records: [Int64]
  /// By record; NaN for a record without a number.
  private let byRecord: [Double]

  /// - Parameter sorted: Numbers in ascending order, with their records.
  init(_ sorted: [(value: Double, record: Int64)]) {
    values = sorted.map(\.value)
    records = sorted.map(\.record)
    // Numbers of records are counted from 1; a damaged file must not ask for all memory.
    let last = records.max().flatMap { $0 < 1 << 32 ? Int(exactly: $0) : nil } ?? 0
    var byRecord = [Double](repeating: .nan, count: last + 1)
    for (value, record) in sorted where byRecord.indices.contains(Int(record)) {
      if byRecord[Int(record)].isNaN { byRecord[Int(record)] = value }
    }
    self.byRecord = byRecord
  }

  /// The record's number, the least of several; `nil` when it has none.
  subscript(record: Int64) -> Double? {
    guard record >= 0, record < byRecord.count, !byRecord[Int(record)].isNaN else { return nil }
    return byRecord[Int(record)]
  }

  /// The records with a number in this range, bounds included.
  func records(from least: Double?, to most: Double?) -> RecordSet {
    let start = least.map { bound in partition { $0 >= bound } } ?? 0
    let end = most.map { bound in partition { $0 > bound } } ?? values.count
    guard start < end else { return RecordSet() }
    return RecordSet(records[start..<end], capacity: byRecord.count)
  }

  /// Where the values begin that are beyond.
  private func partition(_ isBeyond: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
