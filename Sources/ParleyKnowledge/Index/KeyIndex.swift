/// Which records a text names: titles, identifiers.
///
/// Holds hashes instead of the texts, sorted, so that opening a version reads one block and builds
/// nothing. Two texts share a 64-bit hash about once in a hundred thousand million tries.
struct KeyIndex: Sendable {
  private let hashes: [UInt64]
  private let records: [UInt32]

  static let empty = KeyIndex([])

  init(_ entries: [(key: UInt64, record: UInt32)]) {
    let sorted = entries.sorted { $0.key == $1.key ? $0.record < $1.record : $0.key < $1.key }
    var hashes: [UInt64] = []
    var records: [UInt32] = []
    for entry in sorted where hashes.last != entry.key || records.last != entry.record {
      hashes.append(entry.key)
      records.append(entry.record)
    }
    self.hashes = hashes
    self.records = records
  }

  /// Reads what ``bytes`` wrote; what a damaged block lacks is missing.
  init(bytes: [UInt8]) {
    let count = bytes.count / Self.entrySize
    var hashes: [UInt64] = []
    var records: [UInt32] = []
    hashes.reserveCapacity(count)
    records.reserveCapacity(count)
    bytes.withUnsafeBytes { raw in
      for index in 0..<count {
        let start = index * Self.entrySize
        hashes.append(
          UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
        records.append(
          UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: start + 8, as: UInt32.self)))
      }
    }
    self.hashes = hashes
    self.records = records
  }

  /// Twelve bytes an entry: hash and record, little-endian.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * Self.entrySize)
    for (hash, record) in zip(hashes, records) {
      withUnsafeBytes(of: hash.littleEndian) { bytes.append(contentsOf: $0) }
      withUnsafeBytes(of: record.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  private static let entrySize = 12

  /// All keys with their records, in the order of the hashes.
  var entries: [(key: UInt64, record: UInt32)] { Array(zip(hashes, records)) }

  /// The records of a key in their order; `nil` when no record has it.
  subscript(key: String) -> [Int64]? {
    let hash = WordHash.hash(key.utf8)
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    var found: [Int64] = []
    while low < hashes.count, hashes[low] == hash {
      found.append(Int64(records[low]))
      low += 1
    }
    return found.isEmpty ? nil : found
  }

  func contains(_ key: String) -> Bool { self[key] != nil }
}
