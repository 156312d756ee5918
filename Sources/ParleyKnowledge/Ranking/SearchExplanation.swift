package import ParleyPlugin

/// Why a search put its records in this order: for people who look after a collection.
package struct SearchExplanation: Sendable {
  /// A word of the request, and what stands for it in the index.
  package struct Word: Sendable, Hashable {
    package var word: String
    /// For example `tuchman (spelling 0.8)`.
    package var readings: [String]
    /// In how many records its most frequent reading stands.
    package var records: Int
  }

  /// What one look at a record added to its score.
  package struct Part: Sendable, Hashable {
    package var name: String
    /// 0 to 1.
    package var value: Double
    package var weight: Double
  }

  package var result: SearchResult
  package var words: [Word]
  /// For each record of ``SearchResult/ranking``, in its order.
  package var parts: [[Part]]
}

extension VersionSearch {
  /// Searches, and tells what each score is made of.
  func explain(_ text: String, history: [ChatMessage]) throws -> SearchExplanation {
    let result = try search(text, history: history)
    let ranker = try ranker(for: reader.plan(text))
    let parts = try result.ranking.map { hit -> [SearchExplanation.Part] in
      guard let number = try tables.number(ofID: hit.record.reference.id) else { return [] }
      let features = try ranker.ranked(Int(number)).features
      return RankingFeatures.Feature.allCases.map {
        SearchExplanation.Part(
          name: $0.rawValue, value: Double(features[$0]), weight: Double($0.weight))
      }
    }
    return SearchExplanation(
      result: result, words: ranker.words.map { word($0) }, parts: parts)
  }

  private func word(_ word: ExpandedWord) -> SearchExplanation.Word {
    let readings = word.alternatives.map { alternative in
      let stems = alternative.stems.map(catalog.words.stems.word).joined(separator: " ")
      return alternative.origin == .own
        ? stems : "\(stems) (\(alternative.origin.rawValue) \(alternative.weight))"
    }
    return SearchExplanation.Word(
      word: word.word.surface, readings: readings, records: word.records)
  }
}
