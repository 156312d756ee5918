/// How many words each record has in title, people, labels and body: four bytes a record.
///
/// Up to 63 exactly; beyond, in steps of a twenty-third, which changes no score that anybody sees.
struct FieldLengths: Sendable {
  static let fields = 4
  private(set) var bytes: [UInt8]
  /// The means over all records, by field.
  let means: [Float]

  /// Reads the block; record 1 comes first.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    var sums = [Float](repeating: 0, count: Self.fields)
    for index in 0..<(bytes.count / Self.fields) * Self.fields {
      sums[index % Self.fields] += Self.length(bytes[index])
    }
    let records = Float(max(1, bytes.count / Self.fields))
    means = sums.map { $0 / records }
  }

  /// How many records the block tells of.
  var records: Int { bytes.count / Self.fields }

  /// A record's part of the block.
  static func bytes(of entry: IndexEntry) -> [UInt8] {
    [
      byte(entry.title.count + entry.subtitle.count), byte(entry.people.count),
      byte(entry.labels.count), byte(entry.body.count),
    ]
  }

  /// The byte for a length.
  static func byte(_ length: Int) -> UInt8 {
    if length < 64 { return UInt8(max(0, length)) }
    return lengths.lastIndex { $0 <= Float(length) }.map { UInt8($0) } ?? 0
  }

  /// The length that a byte stands for.
  static func length(_ byte: UInt8) -> Float { lengths[Int(byte)] }

  private static let lengths: [Float] = {
    var lengths = (0..<64).map { Float($0) }
    while lengths.count < 256 { lengths.append((lengths.last ?? 64) * 1.0443) }
    return lengths
  }()
}
