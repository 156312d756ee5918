/// How much a word counts by where it stands: BM25F (Robertson, Zaragoza and Taylor 2004).
///
/// A word's frequencies are weighted by field and divided by the field's length before they are
/// joined and saturated, so that a word of the title counts as such however long the body is.
struct FieldWeights {
  /// Title, people, labels, body.
  static let weights: [Float] = [
    1, 0.8, 0.5, 0.1,
  ]
  /// How much a field's length counts: 0 not at all, 1 in proportion.
  static let lengthShare: [Float] = [
    0.65, 0.4, 0.4,
    0.65,
  ]
  /// How soon further occurrences say nothing new.
  static let saturation: Float = 0.25

  /// The weight of one occurrence, by field and byte of length.
  private let tables: [Float]

  init(_ lengths: FieldLengths) {
    var tables: [Float] = []
    for field in 0..<FieldLengths.fields {
      let mean = lengths.means[field]
      let share = Self.lengthShare[field]
      for byte in 0..<256 {
        let length = FieldLengths.length(UInt8(byte))
        let norm = mean > 0 ? 1 - share + share * length / mean : 1
        tables.append(Self.weights[field] / max(norm, 0.05))
      }
    }
    self.tables = tables
  }

  /// What a word's occurrences in a record are worth, 0 to 1.
  ///
  /// - Parameters:
  ///   - lengths: All records' lengths (``FieldLengths/bytes``).
  ///   - record: From 1; the lengths must tell of it.
  @inline(__always)
  func worth(_ counts: FieldCounts, of record: Int, _ lengths: [UInt8]) -> Float {
    let start = (record - 1) * FieldLengths.fields
    var frequency: Float = 0
    if counts.title > 0 { frequency += Float(counts.title) * tables[Int(lengths[start])] }
    if counts.people > 0 {
      frequency += Float(counts.people) * tables[256 + Int(lengths[start + 1])]
    }
    if counts.labels > 0 { frequency += tables[512 + Int(lengths[start + 2])] }
    if counts.isInBody { frequency += Float(counts.body) * tables[768 + Int(lengths[start + 3])] }
    return frequency / (Self.saturation + frequency)
  }
}
