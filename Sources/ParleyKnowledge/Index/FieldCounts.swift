/// How often a word stands in each field of a record, in one byte.
///
/// Two bits each for title and people, one for labels, three for the body. Counts are capped, since
/// a tenth occurrence says hardly more than an eighth.
struct FieldCounts: Hashable {
  var byte: UInt8

  init(byte: UInt8) { self.byte = byte }

  init(title: Int = 0, people: Int = 0, labels: Int = 0, body: Int = 0) {
    let body = Self.bodySteps.lastIndex { $0 <= body } ?? 0
    byte =
      UInt8(min(title, 3)) | UInt8(min(people, 3)) << 2 | UInt8(min(labels, 1)) << 4
      | UInt8(body) << 5
  }

  var title: Int { Int(byte & 3) }
  var people: Int { Int(byte >> 2 & 3) }
  var labels: Int { Int(byte >> 4 & 1) }
  var body: Int { Self.bodySteps[Int(byte >> 5)] }

  /// What a record is called or who made it.
  var isInName: Bool { byte & 0b1111 != 0 }
  /// What a record is called and how it is labelled.
  var isInHead: Bool { byte & 0b1_1111 != 0 }
  var isInBody: Bool { byte >> 5 != 0 }

  private static let bodySteps = [0, 1, 2, 3, 4, 6, 8, 12]
}
