/// A set of records, one bit each.
struct RecordSet: Sendable, Hashable {
  private var words: [UInt64]
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  init(_ records: some Sequence<Int64> = [], capacity: Int = 0) {
    words = Array(repeating: 0, count: capacity / 64 + 1)
    for record in records { insert(record) }
  }

  mutating func insert(_ record: Int64) {
    // Numbers of records are counted from 1; a damaged file must not ask for all memory.
    guard record >= 0, record < 1 << 32 else { return }
    let place = Int(record >> 6)
    if place >= words.count {
      words += Array(repeating: 0, count: place + 1 - words.count)
    }
    let bit: UInt64 = 1 << UInt64(record & 63)
    if words[place] & bit == 0 { count += 1 }
    words[place] |= bit
  }

  func contains(_ record: Int64) -> Bool { contains(Int(record)) }

  func contains(_ record: Int) -> Bool {
    record >= 0 && record >> 6 < words.count && words[record >> 6] >> UInt64(record & 63) & 1 == 1
  }

  mutating func formIntersection(_ other: RecordSet) {
    if words.count > other.words.count { words.removeSubrange(other.words.count...) }
    for place in words.indices { words[place] &= other.words[place] }
    recount()
  }

  mutating func formUnion(_ other: RecordSet) {
    if words.count < other.words.count {
      words += Array(repeating: 0, count: other.words.count - words.count)
    }
    for place in other.words.indices { words[place] |= other.words[place] }
    recount()
  }

  func isDisjoint(with other: RecordSet) -> Bool {
    zip(words, other.words).allSatisfy { $0 & $1 == 0 }
  }

  /// Visits the records in their order.
  func visit(_ body: (Int) -> Void) {
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(place << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }

  func sorted() -> [Int64] {
    var records: [Int64] = []
    records.reserveCapacity(count)
    visit { records.append(Int64($0)) }
    return records
  }

  private mutating func recount() {
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }
}
