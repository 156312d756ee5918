/// The records that have a word, each with how often (``FieldCounts``).
///
/// Packed: the step from the record before as a number of seven bits a byte, then one byte of counts.
struct PostingList {
  let bytes: [UInt8]
  /// How many records there are.
  let count: Int

  static let empty = PostingList(bytes: [], count: 0)

  /// Visits the records in their order, at most as many as a damaged list can hold.
  @inline(__always)
  func visit(_ body: (_ record: Int, _ counts: FieldCounts) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var position = 0
      var record = 0
      while position < bytes.count {
        var step = 0
        var shift = 0
        while position < bytes.count, shift < 35 {
          let byte = bytes[position]
          position += 1
          step |= Int(byte & 0x7F) << shift
          if byte < 0x80 { break }
          shift += 7
        }
        guard position < bytes.count else { return }
        record += step
        body(record, FieldCounts(byte: bytes[position]))
        position += 1
      }
    }
  }

  /// The list without the records of one and with those of another; `nil` when it does not hold what
  /// is to be removed.
  func replacing(_ removed: PostingList, with added: PostingList) -> PostingList? {
    var gone: [Int: FieldCounts] = [:]
    removed.visit { record, counts in gone[record] = counts }
    var fresh: [(record: Int, counts: FieldCounts)] = []
    added.visit { fresh.append(($0, $1)) }
    var writer = PostingWriter()
    var next = 0
    var found = 0
    visit { record, counts in
      while next < fresh.count, fresh[next].record <= record {
        writer.append(record: fresh[next].record, fresh[next].counts)
        next += 1
      }
      if let expected = gone[record] {
        found += expected == counts ? 1 : 0
      } else {
        writer.append(record: record, counts)
      }
    }
    for entry in fresh[next...] { writer.append(record: entry.record, entry.counts) }
    return found == gone.count ? writer.list : nil
  }
}

/// Packs a posting list, record by record in ascending order.
struct PostingWriter {
  private(set) var writer = ByteWriter()
  private(set) var count = 0
  private var last = 0

  var list: PostingList { PostingList(bytes: writer.bytes, count: count) }

  mutating func append(record: Int, _ counts: FieldCounts) {
    writer.append(number: record - last)
    writer.append(byte: counts.byte)
    last = record
    count += 1
  }

  mutating func removeAll() {
    writer.removeAll()
    count = 0
    last = 0
  }
}
