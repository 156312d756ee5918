package import ParleyDomain
package import ParleyPlugin

/// Finds the markers `[n]` in a reply.
package struct CitationMarkers: Sendable, Hashable {
  /// A marker: its number, and where it stands in the text in Unicode scalars.
  package struct Marker: Sendable, Hashable {
    package var number: Int
    package var range: Range<Int>
  }

  package let markers: [Marker]

  /// Reads `[1]`, `[12]` and `[1, 2]`. Numbers have at most three digits, so a year in brackets is
  /// none; neither is the text of a link, `[1](…)`.
  package init(in text: String) {
    var found: [Marker] = []
    let bytes = Array(text.utf8)
    // Every byte but those that continue a scalar begins one.
    var (position, scalars) = (0, 0)
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "["),
        let group = CitationMarkers.group(in: bytes, at: position)
      {
        let length = group.end - position
        found += group.numbers.map { Marker(number: $0, range: scalars..<scalars + length) }
        (position, scalars) = (group.end, scalars + length)
      } else {
        if bytes[position] & 0xC0 != 0x80 { scalars += 1 }
        position += 1
      }
    }
    markers = found
  }

  /// The numbers in the bracket that opens at a position, and where it ends. All of it is ASCII.
  private static func group(in bytes: [UInt8], at open: Int) -> (numbers: [Int], end: Int)? {
    var numbers: [Int] = []
    var digits = 0
    var number = 0
    var position = open + 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 3:
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
      case UInt8(ascii: ",") where digits > 0:
        numbers.append(number)
        (number, digits) = (0, 0)
      case UInt8(ascii: " ") where digits == 0 && !numbers.isEmpty: continue
      case UInt8(ascii: "]") where digits > 0:
        let isLink = position < bytes.count && bytes[position] == UInt8(ascii: "(")
        return isLink ? nil : (numbers + [number], position)
      default: return nil
      }
    }
    return nil
  }

  /// The citations of a reply, by number, and a notice for each number that names no record.
  package func resolve(_ sources: [Int: Source]) -> (citations: [Citation], notices: [Notice]) {
    var ranges: [Int: [Range<Int>]] = [:]
    for marker in markers { ranges[marker.number, default: []].append(marker.range) }
    var citations: [Citation] = []
    var notices: [Notice] = []
    for (number, ranges) in ranges.sorted(by: { $0.key < $1.key }) {
      if let source = sources[number] {
        citations.append(Citation(index: number, source: source, ranges: ranges))
      } else {
        notices.append(
          Notice(
            code: "unknown_citation",
            message: "The reply cites [\(number)], but no record with that number was given to it.")
        )
      }
    }
    return (citations, notices)
  }

  /// The text without its markers. Numbers count within one turn only, so in a later prompt they
  /// would name other records.
  static func removed(from text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var (position, kept) = (0, 0)
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "["), let group = group(in: bytes, at: position) else {
        position += 1
        continue
      }
      var end = position
      while end > kept, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
      result += bytes[kept..<end]
      (position, kept) = (group.end, group.end)
    }
    guard kept > 0 else { return text }
    result += bytes[kept...]
    return String(decoding: result, as: UTF8.self)
  }
}
