/// A unit in which goods are measured: what it measures, how much it is, and how it is written.
struct MeasureUnit: Sendable {
  /// What a unit measures. Only quantities of one dimension can be the same.
  enum Dimension: Sendable {
    case length, area, mass, volume, power, voltage, current, charge, memory, count
  }

  /// How a unit is written beside its words.
  enum Trait: Sendable {
    /// Parts of it are written as fractions: `1-1/2 in.`
    case fractions
    /// It is also written as a sign, which the index does not hold: `5'`, `1/2"`.
    case sign
  }

  /// Unique among all units.
  let name: String
  let dimension: Dimension
  /// How many of the smallest unit of its dimension it is.
  let factor: Double
  /// By language (`en`, `de` …) the words for it, lower case, without accents and points. The symbols
  /// that all languages share stand with the English ones.
  let words: [String: [String]]
  let traits: Set<Trait>

  init(
    _ name: String, _ dimension: Dimension, _ factor: Double, _ traits: Set<Trait> = [],
    en: String, de: String = "", fr: String = "", es: String = "", pt: String = ""
  ) {
    self.name = name
    self.dimension = dimension
    self.factor = factor
    self.traits = traits
    words = ["en": en, "de": de, "fr": fr, "es": es, "pt": pt]
      .mapValues { $0.split(separator: ",").map(\.trimmed) }
  }

  /// All units of a dimension.
  static func all(of dimension: Dimension) -> [MeasureUnit] { ofDimension[dimension] ?? [] }

  private static let ofDimension = Dictionary(grouping: table, by: \.dimension)
}

extension MeasureUnit: Hashable {
  static func == (left: MeasureUnit, right: MeasureUnit) -> Bool { left.name == right.name }

  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
