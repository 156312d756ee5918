/// A way to write a quantity, as the words that the index holds of it: "1/2 in." is `1`, `2`, `in`.
struct QuantityWriting: Sendable, Hashable {
  /// The words with digits; a record must have them all.
  var numbers: [String]
  /// The stems of the unit's words, in each way to write it; a record must have one. Empty when the
  /// numbers have the unit in them (`18v`), or say enough without it.
  var units: [[String]] = []
  /// The unit was a sign, which is lost, so that nothing but its place in a name tells that the
  /// number is this quantity.
  var isBare = false
}

extension Quantity {
  private static let mostWritings = 64
  private static let longestSymbol = 4

  /// The ways to write the quantity, in the units of its dimension.
  func writings(_ units: UnitWords) -> [QuantityWriting] {
    guard let first = measures.first else { return [] }
    let writings: [QuantityWriting]
    if measures.count > 1 {
      let others = MeasureUnit.all(of: first.unit?.dimension ?? .length)
      writings = sides(in: nil, units) + others.flatMap { sides(in: $0, units) }
    } else if let unit = first.unit {
      writings = MeasureUnit.all(of: unit.dimension).flatMap { other in
        first.converted(to: other).map { Self.writings(of: $0, other, units) } ?? []
      }
    } else {
      writings = []
    }
    return Array(writings.prefix(Self.mostWritings))
  }

  private static func writings(
    of value: Double, _ unit: MeasureUnit, _ units: UnitWords
  ) -> [QuantityWriting] {
    var writings: [QuantityWriting] = []
    for form in forms(of: value, unit) {
      writings.append(QuantityWriting(numbers: form, units: units.stems(of: unit)))
      for symbol in symbols(of: unit, units) {
        writings.append(QuantityWriting(numbers: joined(form, symbol)))
      }
      if unit.traits.contains(.sign) {
        writings.append(QuantityWriting(numbers: form, isBare: true))
      }
    }
    if unit.name == "in" { writings += feetAndInches(of: value, units) }
    return writings
  }

  /// "6 ft. 2 in." for 74 inches.
  private static func feetAndInches(of value: Double, _ units: UnitWords) -> [QuantityWriting] {
    let inches = value.rounded()
    guard value > 12, value < 1200, Measure.isNear(value, inches), let feet = units.unit("ft"),
      inches.truncatingRemainder(dividingBy: 12) != 0
    else { return [] }
    let numbers = [inches / 12, inches.truncatingRemainder(dividingBy: 12)]
      .map { String(Int($0)) }
    return [
      QuantityWriting(numbers: numbers, units: units.stems(of: feet)),
      QuantityWriting(numbers: numbers, isBare: true),
    ]
  }

  /// Sides as they are written one after the other, or as one word (`5x8`); without a unit as they
  /// are.
  private func sides(in unit: MeasureUnit?, _ units: UnitWords) -> [QuantityWriting] {
    var rows: [[[String]]] = [[]]
    for measure in measures {
      let isAsWritten = unit == nil || measure.unit == nil
      guard let value = isAsWritten ? measure.value : unit.flatMap({ measure.converted(to: $0) })
      else { return [] }
      let forms = Self.forms(of: value, unit ?? measure.unit)
      rows = rows.flatMap { row in forms.prefix(2).map { row + [$0] } }
    }
    return rows.flatMap { row in
      var writings = [QuantityWriting(numbers: row.flatMap { $0 })]
      if row.allSatisfy({ $0.count == 1 }) {
        let words = row.flatMap { $0 }
        writings.append(QuantityWriting(numbers: [words.joined(separator: "x")]))
        // `5'x8'`: only the sign parts the first from the rest.
        writings.append(
          QuantityWriting(numbers: words.prefix(1) + words.dropFirst().map { "x" + $0 }))
        for symbol in unit.map({ Self.symbols(of: $0, units) }) ?? [] {
          writings.append(QuantityWriting(numbers: words.map { $0 + symbol }))
          writings.append(
            QuantityWriting(numbers: [words.map { $0 + symbol }.joined(separator: "x")]))
        }
      }
      return writings
    }
  }

  // MARK: Numbers

  /// The words of a number: decimals as far as labels round them, and fractions.
  private static func forms(of value: Double, _ unit: MeasureUnit?) -> [[String]] {
    guard value >= 0.001, value < 1e7 else { return [] }
    var forms: [[String]] = []
    var scale = 1.0
    for _ in 0...3 {
      let rounded = (value * scale).rounded() / scale
      let text = Self.text(rounded)
      if Measure.isNear(rounded, value), !forms.contains([text]) { forms.append([text]) }
      scale *= 10
    }
    guard unit?.traits.contains(.fractions) != false, let parts = Fraction.parts(of: value) else {
      return forms
    }
    let fraction = [String(parts.numerator), String(parts.denominator)]
    let sign = Fraction.sign(parts.numerator, parts.denominator)
    let whole = parts.whole == 0 ? [] : [String(parts.whole)]
    // The commonest first: of sides only few forms are looked for.
    forms.insert(whole + fraction, at: 0)
    if let sign {
      forms.append([(whole.first ?? "") + sign])
      if !whole.isEmpty { forms.append(whole + [sign]) }
    }
    return forms
  }

  private static func text(_ value: Double) -> String {
    Int(exactly: value).map { String($0) } ?? String(value)
  }

  // MARK: Units

  /// Symbols that are written onto the number: `18v`, `500ml`.
  private static func symbols(of unit: MeasureUnit, _ units: UnitWords) -> [String] {
    units.stems(of: unit).compactMap { words in
      words.count == 1 ? words.first.flatMap { $0.utf8.count <= longestSymbol ? $0 : nil } : nil
    }
  }

  /// A number with a symbol on it, as words are cut: `12.7mm` is `12` and `7mm`.
  private static func joined(_ form: [String], _ symbol: String) -> [String] {
    var words = form
    guard let last = words.popLast() else { return [] }
    let pieces = last.split(separator: ".").map(String.init)
    return words + pieces.dropLast() + [(pieces.last ?? last) + symbol]
  }
}
