import ParleyPlugin

/// What a run of digits and separators can mean: the styles of English, German, French, Spanish and
/// Portuguese, and the Swiss apostrophe.
///
/// `12.99` and `12,99` are one number; `1.299` and `1,299` may be thousands or decimals, and both
/// readings count, so that nobody is accused of the other style. Dates and versions (`1.2.3`) are none.
enum NumberReading {
  /// Every number that the text may mean; empty when it is none.
  static func readings(of text: String) -> [FigureNumber] {
    var groups: [String] = [""]
    var separators: [Character] = []
    for character in text {
      if character.isASCII, character.isNumber {
        groups[groups.count - 1].append(character)
      } else {
        separators.append(character)
        groups.append("")
      }
    }
    guard groups.allSatisfy({ !$0.isEmpty }) else { return [] }
    guard let last = separators.last else { return number(groups[0], "").map { [$0] } ?? [] }
    var readings: [FigureNumber?] = []
    if areThousands(groups), Set(separators).count == 1 {
      readings.append(number(groups.joined(), ""))
    }
    if last == "." || last == ",", isDecimal(groups, separators) {
      readings.append(number(groups.dropLast().joined(), groups[groups.count - 1]))
    }
    return readings.compactMap { $0 }
  }

  /// Whether every group but the first has three digits, as thousands are written.
  private static func areThousands(_ groups: [String]) -> Bool {
    groups[0].count <= 3 && groups[0] != "0" && groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  /// Whether the last separator can be the decimal one: it is the only of its sort.
  private static func isDecimal(_ groups: [String], _ separators: [Character]) -> Bool {
    guard let last = separators.last, separators.count(where: { $0 == last }) == 1 else {
      return false
    }
    return separators.count == 1
      || (Set(separators).count == 2 && areThousands(Array(groups.dropLast())))
  }

  private static func number(_ whole: String, _ fraction: String) -> FigureNumber? {
    let decimal = fraction.isEmpty ? whole : "\(whole).\(fraction)"
    return Money(decimal: decimal, currency: "").map {
      FigureNumber(tenThousandths: $0.tenThousandths)
    }
  }
}
