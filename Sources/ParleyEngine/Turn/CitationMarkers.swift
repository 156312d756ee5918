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
    let scalars = Array(text.unicodeScalars)
    var position = 0
    while position < scalars.count {
      guard scalars[position] == "[", let group = CitationMarkers.group(in: scalars, at: position)
      else {
        position += 1
        continue
      }
      found += group.numbers.map { Marker(number: $0, range: position..<group.end) }
      position = group.end
    }
    markers = found
  }

  /// The numbers in the bracket that opens at a position, and where it ends.
  private static func group(
    in scalars: [Unicode.Scalar], at open: Int
  ) -> (numbers: [Int], end: Int)? {
    var numbers: [Int] = []
    var digits = 0
    var number = 0
    var position = open + 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      switch scalar {
      case "0"..."9" where digits < 3:
        number = number * 10 + Int(scalar.value - 48)
        digits += 1
      case "," where digits > 0:
        numbers.append(number)
        (number, digits) = (0, 0)
      case " " where digits == 0 && !numbers.isEmpty: continue
      case "]" where digits > 0:
        let isLink = position < scalars.count && scalars[position] == "("
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
    let markers = CitationMarkers(in: text).markers
    guard !markers.isEmpty else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var position = 0
    for marker in markers where marker.range.lowerBound >= position {
      var end = marker.range.lowerBound
      while end > position, scalars[end - 1] == " " { end -= 1 }
      result.append(contentsOf: scalars[position..<end])
      position = marker.range.upperBound
    }
    result.append(contentsOf: scalars[position...])
    return String(result)
  }
}
