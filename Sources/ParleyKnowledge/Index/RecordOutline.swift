/// The words of a record's title, subtitle and people in their order, as numbers of the vocabulary;
/// and its place in its series.
///
/// What the best candidates are compared with, word by word.
struct RecordOutline: Hashable {
  var title: [Int] = []
  var subtitle: [Int] = []
  var people: [Int] = []
  var seriesNumber: Double?

  init(title: [Int] = [], subtitle: [Int] = [], people: [Int] = [], seriesNumber: Double? = nil) {
    self.title = title
    self.subtitle = subtitle
    self.people = people
    self.seriesNumber = seriesNumber
  }

  init(bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    title = Self.words(&reader)
    subtitle = Self.words(&reader)
    people = Self.words(&reader)
    let number = reader.isAtEnd ? 0 : reader.number()
    seriesNumber = number > 0 ? Double(number - 1) / 100 : nil
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    for words in [title, subtitle, people] {
      writer.append(number: words.count)
      for word in words { writer.append(number: word) }
    }
    if let number = seriesNumber, number >= 0, number < 1e6 {
      writer.append(number: Int((number * 100).rounded()) + 1)
    }
    return writer.bytes
  }

  private static func words(_ reader: inout ByteReader) -> [Int] {
    let count = min(reader.number(), reader.bytes.count)
    var words: [Int] = []
    words.reserveCapacity(count)
    for _ in 0..<count where !reader.isAtEnd { words.append(reader.number()) }
    return words
  }
}
