package import ParleyDomain
package import ParleyPlugin

/// Finds the records that a reply uses without a marker: it names their title, or quotes their ISBN
/// or item number.
///
/// Careful rather than complete. A title of one word counts only in quotation marks or emphasis, one
/// of two words only as it is written; a title that stands within a longer one does not count, nor
/// does what several records share. A passage of a document has no name that people would use, so it
/// needs its marker. A record that has a marker keeps only that.
package struct ImpliedCitations: Sendable {
  /// A record of the prompt that a reply may name.
  package struct Candidate: Sendable, Hashable {
    package var index: Int
    package var source: Source
    /// ISBN, item number and the like.
    package var identifiers: [String]
    package var isPassage: Bool

    package init(
      index: Int, source: Source, identifiers: [String] = [], isPassage: Bool = false
    ) {
      self.index = index
      self.source = source
      self.identifiers = identifiers
      self.isPassage = isPassage
    }
  }

  /// Fewer letters and digits than this are no identifier.
  static let shortestIdentifier = 5

  private let candidates: [Candidate]

  package init(_ candidates: [Candidate]) {
    self.candidates = candidates
  }

  /// The records of a prompt, with what the turn looked up about them.
  package init(parts: [PromptPart], lookups: [Lookup]) {
    var records: [RecordReference: Record] = [:]
    var passages: Set<RecordReference> = []
    for result in lookups.map(\.result) {
      for hit in result.hits + result.nearest {
        records[hit.record.reference] = hit.record
        if result.collection.kind == "documents" { passages.insert(hit.record.reference) }
      }
    }
    var candidates: [Int: Candidate] = [:]
    for part in parts {
      guard let index = part.index, let source = part.source else { continue }
      let record = records[source.reference]
      candidates[index] = Candidate(
        index: index, source: source,
        identifiers: [.isbn, .sku, .gtin].flatMap { record?[$0]?.texts ?? [] },
        isPassage: passages.contains(source.reference))
    }
    self.init(candidates.values.sorted { $0.index < $1.index })
  }

  /// Their citations, by number; the ranges are those of titles and identifiers.
  package func find(in text: String, besides cited: [Citation]) -> [Citation] {
    let candidates = candidates.filter { !$0.source.title.isEmpty }
    guard !candidates.isEmpty, !text.isEmpty else { return [] }
    let words = ReplyWords(text)
    var ranges: [Int: [Range<Int>]] = [:]
    for (range, index) in titles(in: words, of: candidates) + identifiers(in: words) {
      ranges[index, default: []].append(range)
    }
    let marked = Set(cited.map(\.index))
    return candidates.compactMap { candidate in
      guard !marked.contains(candidate.index), let found = ranges[candidate.index] else {
        return nil
      }
      return Citation(
        index: candidate.index, source: candidate.source,
        ranges: found.sorted { $0.lowerBound < $1.lowerBound })
    }
  }

  /// Where titles stand; of overlapping ones the longest.
  private func titles(
    in words: ReplyWords, of candidates: [Candidate]
  ) -> [(range: Range<Int>, index: Int)] {
    let shared = Dictionary(grouping: candidates) { ReplyWords.folded($0.source.title) }
    var found: [(range: Range<Int>, index: Int?)] = []
    for (_, same) in shared {
      guard let first = same.first, same.contains(where: { !$0.isPassage }) else { continue }
      let index = same.count == 1 ? first.index : nil
      found += words.occurrences(ofTitle: first.source.title).map { ($0, index) }
    }
    found.sort {
      $0.range.count == $1.range.count
        ? $0.range.lowerBound < $1.range.lowerBound : $0.range.count > $1.range.count
    }
    var taken: [Range<Int>] = []
    return found.compactMap { range, index in
      guard !taken.contains(where: { $0.overlaps(range) }) else { return nil }
      taken.append(range)
      return index.map { (range, $0) }
    }
  }

  private func identifiers(in words: ReplyWords) -> [(range: Range<Int>, index: Int)] {
    var owners: [String: Set<Int>] = [:]
    for candidate in candidates {
      for identifier in candidate.identifiers {
        let plain = ReplyWords.plain(identifier)
        guard plain.count >= ImpliedCitations.shortestIdentifier,
          plain.contains(where: \.isNumber)
        else { continue }
        owners[plain, default: []].insert(candidate.index)
      }
    }
    guard !owners.isEmpty else { return [] }
    return words.runs.compactMap { run in
      guard let indices = owners[run.plain], indices.count == 1, let index = indices.first else {
        return nil
      }
      return (run.range, index)
    }
  }
}
