/// The quantities in a run of words of the index, which has lost the signs between them: `1`, `2`, `in`
/// is half an inch.
///
/// A number and a power of two after it are read as a fraction, since nobody writes "1 2 in."
/// otherwise; numbers without a unit count as sides (`5x8`) or when they are fractions.
struct WrittenQuantities {
  struct Found {
    var quantity: Quantity
    var words: Range<Int>
  }

  private enum Atom {
    case number(Double, isJoined: Bool)
    case unit(MeasureUnit)
    case times
    case other
  }

  private(set) var all: [Found] = []
  private var atoms: [(atom: Atom, word: Int)] = []
  private let units: UnitWords

  private static let denominators: Set<Double> = [2, 4, 8, 16, 32, 64]
  /// A larger whole number before a fraction is mostly another number: "schedule 40 1/2 in."
  private static let largestWhole = 12.0

  init(_ words: [String], units: UnitWords) {
    self.units = units
    read(words)
    var position = 0
    while position < atoms.count {
      guard case .number = atoms[position].atom else {
        position += 1
        continue
      }
      position = readQuantity(at: position)
    }
  }

  // MARK: Words

  private mutating func read(_ words: [String]) {
    var index = 0
    while index < words.count {
      let word = words[index]
      let next = index + 1 < words.count ? words[index + 1] : nil
      if let number = Self.number(word) {
        atoms.append((.number(number, isJoined: false), index))
      } else if isAfterNumber, let next, let unit = units.unit("\(word) \(next)") {
        atoms.append((.unit(unit), index + 1))
        index += 1
      } else if isAfterNumber, let unit = units.unit(word), word != "in" || next != "1" {
        atoms.append((.unit(unit), index))
      } else if word == "x" || word == "by" {
        atoms.append((.times, index))
      } else {
        readJoined(word, index)
      }
      index += 1
    }
  }

  /// "18v", "5x8", "x8", "5ftx8ft"; any other word is none.
  private mutating func readJoined(_ word: String, _ index: Int) {
    var pieces: [Atom] = []
    var rest = word[...]
    while let first = rest.first {
      let isDigit = first.isWholeNumber && first.isASCII
      let run = rest.prefix { ($0.isWholeNumber && $0.isASCII) == isDigit }
      rest = rest[run.endIndex...]
      if isDigit {
        pieces.append(Double(run).map { .number($0, isJoined: true) } ?? .other)
      } else if run == "x" {
        pieces.append(.times)
      } else if !pieces.isEmpty, let unit = units.unit(String(run)) {
        pieces.append(.unit(unit))
      } else if run.hasSuffix("x"), let unit = units.unit(String(run.dropLast())) {
        pieces += [.unit(unit), .times]
      } else {
        pieces = [.other]
        break
      }
    }
    atoms += pieces.map { ($0, index) }
  }

  private var isAfterNumber: Bool {
    if case .number? = atoms.last?.atom { true } else { false }
  }

  /// "12", "0.5", "½", "1½".
  private static func number(_ word: String) -> Double? {
    guard let last = word.unicodeScalars.last else { return nil }
    if let part = Fraction.value(of: last) {
      let whole = word.unicodeScalars.dropLast()
      return whole.isEmpty ? part : Double(String(whole)).map { $0 + part }
    }
    return word.utf8.first.map({ (0x30...0x39).contains($0) }) == true ? Double(word) : nil
  }

  // MARK: Quantities

  private mutating func readQuantity(at start: Int) -> Int {
    guard var (measure, end) = measure(at: start) else { return start + 1 }
    var quantity = Quantity(measures: [measure])
    while case .times? = atom(end), let (side, sideEnd) = self.measure(at: end + 1) {
      quantity.measures.append(side)
      (measure, end) = (side, sideEnd)
    }
    quantity.shareUnits()
    let isFraction = measure.value != measure.value.rounded()
    if quantity.measures.count > 1 || measure.unit != nil || isFraction {
      all.append(
        Found(quantity: quantity, words: atoms[start].word..<atoms[end - 1].word + 1))
    }
    return end
  }

  private func measure(at start: Int) -> (Measure, Int)? {
    guard let (value, end) = number(at: start) else { return nil }
    guard case .unit(let unit)? = atom(end) else { return (Measure(value: value), end) }
    if unit.name == "ft", let (inches, next) = number(at: end + 1), inches < 12,
      case .unit(let other)? = atom(next), other.name == "in"
    {
      return (Measure(value: value * 12 + inches, unit: other), next + 1)
    }
    return (Measure(value: value, unit: unit), end + 1)
  }

  /// One to three numbers that are one: a whole, a numerator and a denominator, or the two sides of
  /// a decimal point.
  private func number(at start: Int) -> (Double, Int)? {
    guard case .number(let first, let isJoined)? = atom(start) else { return nil }
    guard !isJoined, case .number(let second, let isSecondJoined)? = atom(start + 1),
      isNext(start + 1)
    else { return (first, start + 1) }
    if first <= Self.largestWhole, case .number(let third, _)? = atom(start + 2), isNext(start + 2),
      let part = Self.fraction(second, third)
    {
      return (first + part, start + 3)
    }
    if let part = Self.fraction(first, second), !isSecondJoined || takesFractions(start + 2) {
      return (part, start + 2)
    }
    // "12.7mm" is cut at its point, "12.7 mm" is not.
    if isSecondJoined, case .unit? = atom(start + 2), first < 1e6, second < 1000,
      let value = Double("\(Int(first)).\(Int(second))")
    {
      return (value, start + 2)
    }
    return (first, start + 1)
  }

  private func takesFractions(_ position: Int) -> Bool {
    if case .unit(let unit)? = atom(position) { unit.traits.contains(.fractions) } else { false }
  }

  private static func fraction(_ numerator: Double, _ denominator: Double) -> Double? {
    guard denominators.contains(denominator), numerator < denominator, numerator > 0,
      numerator.truncatingRemainder(dividingBy: 2) == 1
    else { return nil }
    return numerator / denominator
  }

  private func atom(_ position: Int) -> Atom? {
    atoms.indices.contains(position) ? atoms[position].atom : nil
  }

  /// Whether an atom is of the word after the one before it.
  private func isNext(_ position: Int) -> Bool {
    atoms[position].word == atoms[position - 1].word + 1
  }
}
