/// What is looked at to order the best candidates, each from 0 to 1.
struct RankingFeatures: Hashable {
  enum Feature: String, CaseIterable {
    /// BM25F as a share of the best.
    case relevance
    /// The share of the request's words that the title has as they are written.
    case wordsInTitle = "words in title"
    /// The share of neighbours in the request that are neighbours in the title.
    case adjacency
    /// Whether the title has the request's last word, which mostly names the thing.
    case headNoun = "head noun"
    /// The share of the title's words that the request has.
    case titleCoverage = "title coverage"
    /// The share of the request's words that title or people have, in any form.
    case nameCoverage = "name coverage"
    /// Whether the record has the place in its series that the request names.
    case seriesPlace = "series place"
    /// How alike request and name are, letter by letter, when a word is unknown.
    case similarity
    /// The share of the request's words that the record has anywhere.
    case coverage
    /// Whether the record begins its series, where the request names no place: 1, and less for later
    /// ones. Decides only between records that are otherwise equal.
    case seriesBeginning = "series beginning"
    /// The share of the request's quantities that the title has, however they are written.
    case quantities

    var weight: Float {
      switch self {
      case .relevance: 1
      case .wordsInTitle: 0.7
      case .adjacency: 0.15
      case .headNoun: 0.05
      case .titleCoverage: 0.35
      case .nameCoverage: 0.3
      case .coverage: 0.2
      case .seriesPlace: 1
      case .seriesBeginning: 0.06
      case .similarity: 1.2
      case .quantities: 0.05
      }
    }
  }

  private static let weights: [Float] = Feature.allCases.map(\.weight)

  /// By the feature's place; a vector needs no memory of its own.
  private var values = SIMD16<Float>()

  subscript(feature: Feature) -> Float {
    get { values[Self.place(of: feature)] }
    set { values[Self.place(of: feature)] = newValue }
  }

  /// The weighted sum.
  var score: Float {
    var sum: Float = 0
    for (place, weight) in Self.weights.enumerated() { sum += values[place] * weight }
    return sum
  }

  private static func place(of feature: Feature) -> Int {
    switch feature {
    case .relevance: 0
    case .wordsInTitle: 1
    case .adjacency: 2
    case .headNoun: 3
    case .titleCoverage: 4
    case .nameCoverage: 5
    case .seriesPlace: 6
    case .similarity: 7
    case .coverage: 8
    case .seriesBeginning: 9
    case .quantities: 10
    }
  }
}
