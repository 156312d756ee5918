/// Orders a version's records by how well they fit the words of a request.
///
/// Two steps: every record with one of the words gets its BM25F; the best of them are compared word by
/// word (``RankingFeatures``). Nothing is left out for being weak: what counts as an answer is not
/// decided here.
struct RecordRanker {
  /// A record with its score.
  struct Ranked {
    var record: Int
    var score: Float
    var features: RankingFeatures
  }

  /// How many candidates are compared word by word.
  static let mostCompared = 100
  /// How many words of a request find candidates: the rarest.
  static let mostWords = 16
  /// Requests of so few words are read again with other spellings of words that are known.
  static let mostReread = 3
  /// How many places of words are read at most once three words were read.
  static let mostPostings = 1_000_000

  let index: IndexReader
  let wording: RequestWording
  let words: [ExpandedWord]
  let quantities: [ExpandedQuantity]
  let candidates: CandidateScores
  private let comparison: RequestComparison
  private let similarity: LetterSimilarity?
  /// The best BM25F of any record.
  private let highest: Float
  private let compared = ComparedRecords()

  /// Finds the candidates.
  ///
  /// - Parameter units: The words for units, to read those of records.
  init(
    _ wording: RequestWording, in index: IndexReader, weights: FieldWeights, units: UnitWords
  ) throws {
    self.index = index
    self.wording = wording
    var words = WordExpander(vocabulary: index.vocabulary).expand(wording)
    let quantities = try QuantityExpander(index: index, units: units).expand(wording, &words)
    var candidates = try Self.candidates(for: words, quantities, in: index, weights)
    // "howards foster": no record has both words, but one has both when a word is misspelt.
    if (2...Self.mostReread).contains(words.count), !candidates.hasRecordWithAll(words.count),
      let reread = WordExpander(vocabulary: index.vocabulary).rereading(words)
    {
      let others = try Self.candidates(for: reread, quantities, in: index, weights)
      if others.hasRecordWithAll(words.count) { (words, candidates) = (reread, others) }
    }
    self.words = words
    self.quantities = quantities
    self.candidates = candidates
    highest = candidates.touched.reduce(0) { max($0, candidates.scores[Int($1)]) }
    comparison = RequestComparison(words, wording, index.vocabulary, quantities, units)
    similarity = Self.similarity(words, wording)
  }

  private static func candidates(
    for words: [ExpandedWord], _ quantities: [ExpandedQuantity], in index: IndexReader,
    _ weights: FieldWeights
  ) throws -> CandidateScores {
    var candidates = CandidateScores(index, weights: weights)
    var ownScores = quantities.map { [Float](repeating: 0, count: $0.records.count) }
    var read = 0
    let known = words.indices.filter { !words[$0].alternatives.isEmpty }
      .sorted { words[$0].records < words[$1].records }
    for (order, place) in known.prefix(Self.mostWords).enumerated() {
      read += words[place].records
      if order >= 3, read > Self.mostPostings { break }
      let sharing = quantities.indices.filter { quantities[$0].places.contains(place) }
      let before = sharing.map { candidates.scores(of: quantities[$0].records) }
      try candidates.add(words[place], at: place)
      for (quantity, before) in zip(sharing, before) {
        let after = candidates.scores(of: quantities[quantity].records)
        for index in after.indices { ownScores[quantity][index] += after[index] - before[index] }
      }
    }
    for (quantity, own) in zip(quantities, ownScores) {
      candidates.complete(quantity, own: own, words)
    }
    return candidates
  }

  /// BM25F as a share of the best; 0 for a record without any of the words.
  func relevance(of record: Int) -> Float {
    guard candidates.scores.indices.contains(record), highest > 0 else { return 0 }
    return candidates.scores[record] / highest
  }

  /// The best of the wanted records, compared word by word; best first.
  func best(where isWanted: (Int) -> Bool) throws -> [Ranked] {
    var ranked = try candidates.best(Self.mostCompared, where: isWanted).map(ranked)
    ranked.sort { $0.score == $1.score ? $0.record < $1.record : $0.score > $1.score }
    return ranked
  }

  /// A record, compared word by word. Several steps of a search ask for the same records.
  func ranked(_ record: Int) throws -> Ranked {
    if let known = compared.known[record] { return known }
    let ranked = try compare(record)
    compared.known[record] = ranked
    return ranked
  }

  private func compare(_ record: Int) throws -> Ranked {
    var features = features(of: try index.outline(of: record))
    features[.relevance] = relevance(of: record)
    if candidates.matched.indices.contains(record) {
      features[.coverage] =
        Float(candidates.matched[record].nonzeroBitCount) / Float(max(1, min(words.count, 32)))
    }
    return Ranked(record: record, score: features.score, features: features)
  }

  private static func similarity(
    _ words: [ExpandedWord], _ wording: RequestWording
  ) -> LetterSimilarity? {
    guard words.contains(where: \.isUnknown), wording.words.count <= 32 else { return nil }
    return LetterSimilarity(wording.words.map { Array($0.surface.utf8) })
  }

  private func features(of outline: RecordOutline) -> RankingFeatures {
    let request = comparison
    var features = RankingFeatures()
    let title = TitleComparison(outline.title, request)
    let subtitle = outline.subtitle.isEmpty ? nil : TitleComparison(outline.subtitle, request)
    let people = TitleComparison(outline.people, request)
    let count = Float(max(1, words.count))
    var exact: Float = 0
    var named: Float = 0
    for word in words.indices {
      let isExact = title.isExact[word] || subtitle?.isExact[word] ?? false
      exact += isExact ? 1 : 0
      named += max(
        title.certainty[word], subtitle?.certainty[word] ?? 0, people.certainty[word])
    }
    if !request.quantities.isEmpty {
      let named = request.quantities.indices.count {
        title.quantities.contains($0) || subtitle?.quantities.contains($0) ?? false
      }
      features[.quantities] = Float(named) / Float(request.quantities.count)
    }
    features[.wordsInTitle] = exact / count
    features[.nameCoverage] = named / count
    features[.adjacency] = max(adjacency(title), subtitle.map(adjacency) ?? 0)
    if let last = words.indices.last, title.certainty[last] > 0 { features[.headNoun] = 1 }
    features[.titleCoverage] = max(
      title.covered / Float(max(1, title.count)),
      subtitle.map { $0.covered / Float(max(1, $0.count)) } ?? 0)
    if let number = outline.seriesNumber, wording.places.contains(number) {
      features[.seriesPlace] = people.certainty.reduce(0, +) / count
    }
    if let number = outline.seriesNumber, number >= 1, wording.places.isEmpty {
      features[.seriesBeginning] = Float(1 / number)
    }
    if let similarity {
      let names = index.vocabulary.surfaces
      let titleWords = outline.title.map { names.utf8($0) }
      let peopleWords = outline.people.map { names.utf8($0) }
      // Likeness says something only of a name that has the other words; and of the title alone only
      // when what is misspelt may stand there.
      let isByPeople = words.indices.contains {
        words[$0].isUnknown && people.certainty[$0] > title.certainty[$0]
      }
      let whole = similarity.containment(in: titleWords + peopleWords) * 0.9
      features[.similarity] =
        features[.nameCoverage] * (isByPeople ? whole : max(similarity.dice(titleWords), whole))
    }
    return features
  }

  private func adjacency(_ title: TitleComparison) -> Float {
    guard title.positions.count > 1 else { return 0 }
    var neighbours: Float = 0
    for (left, right) in zip(title.positions, title.positions.dropFirst())
    where left >= 0 && right == left + 1 {
      neighbours += 1
    }
    return neighbours / Float(title.positions.count - 1)
  }
}

/// Keeps what one ranking has compared already.
private final class ComparedRecords {
  var known: [Int: RecordRanker.Ranked] = [:]
}
