import ParleyPlugin

/// What ties the figures of a sentence to records: the titles and citation markers beside them.
struct Anchors {
  /// A title or a marker.
  struct Anchor {
    var tokens: ClosedRange<Int>
    /// Positions among the records.
    var records: Set<Int>
    var isMarker: Bool
  }

  let all: [Anchor]

  init(_ tokens: Tokens, records: [RecordFacts]) {
    var found: [Anchor] = []
    for position in tokens.all.indices where tokens[position]?.kind == .marker {
      let numbers = Set((tokens[position]?.numbers ?? []).compactMap(\.whole))
      let cited = records.indices.filter { index in
        records[index].index.map { numbers.contains(Int64($0)) } ?? false
      }
      if !cited.isEmpty {
        found.append(Anchor(tokens: position...position, records: Set(cited), isMarker: true))
      }
    }
    found += Anchors.titles(in: tokens, records)
    all = found.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The tokens of all titles.
  var titleTokens: Set<Int> {
    Set(all.filter { !$0.isMarker }.flatMap { Array($0.tokens) })
  }

  /// The records that all anchors name.
  var records: Set<Int> { all.reduce(into: []) { $0.formUnion($1.records) } }

  // MARK: Titles

  private static func titles(in tokens: Tokens, _ records: [RecordFacts]) -> [Anchor] {
    let words = tokens.all.indices.filter { tokens.all[$0].kind != .symbol }
    var owners: [[String]: Set<Int>] = [:]
    for (index, record) in records.enumerated() where !record.isPassage {
      for title in shortenings(of: record.source.title) {
        owners[Tokens(title).all.filter { $0.kind != .symbol }.map(\.text), default: []]
          .insert(index)
      }
    }
    var found: [Anchor] = []
    var taken: Set<Int> = []
    for (title, owner) in owners.sorted(by: {
      ($0.key.count, $1.key.joined()) > ($1.key.count, $0.key.joined())
    }) {
      for span in spans(of: title, among: words, in: tokens)
      where taken.isDisjoint(with: Array(span)) {
        taken.formUnion(span)
        found.append(Anchor(tokens: span, records: owner, isMarker: false))
      }
    }
    return found
  }

  /// A title as it stands, and without what follows a colon, a bracket or a dash.
  private static func shortenings(of title: String) -> Set<String> {
    var all: Set<String> = [title]
    for mark in [":", " (", " – ", " — ", " - ", ", "] {
      if let range = title.firstRange(of: mark) { all.insert(String(title[..<range.lowerBound])) }
    }
    return all.filter { $0.count >= 3 }
  }

  /// Where the words stand one after the other. A single word must be written as the title is.
  private static func spans(
    of title: [String], among words: [Int], in tokens: Tokens
  ) -> [ClosedRange<Int>] {
    guard !title.isEmpty, words.count >= title.count else { return [] }
    let folded = title.map { $0.lowercased() }
    return (0...(words.count - title.count)).compactMap { start in
      let matches = title.indices.allSatisfy { offset in
        let token = tokens.all[words[start + offset]]
        return token.kind != .marker
          && (title.count == 1 ? token.text == title[0] : token.folded == folded[offset])
      }
      return matches ? words[start]...words[start + title.count - 1] : nil
    }
  }

  // MARK: Ties

  /// The records that each figure stands next to, in the order of the figures; empty when none does.
  ///
  /// A figure belongs to the titles right before it and to the markers right after it; the second
  /// figure of a kind after the same title may be anybody's. Before any title, the next one counts.
  func records(besides figures: [Figure]) -> [Set<Int>] {
    var ties: [Set<Int>] = []
    for (position, figure) in figures.enumerated() {
      let following = figures[(position + 1)...].first { $0.kind == figure.kind }
      let after = all.filter {
        $0.tokens.lowerBound > figure.tokens.upperBound
          && $0.tokens.lowerBound < following?.tokens.lowerBound ?? .max
      }
      var tied = after.prefix(while: \.isMarker).reduce(into: Set<Int>()) {
        $0.formUnion($1.records)
      }
      let earlier = figures[..<position]
      let group = lastGroup(before: figure, figures: earlier)
      if let group {
        let isUsed = earlier.contains {
          $0.kind == figure.kind && $0.tokens.lowerBound > group.end
        }
        if !isUsed { tied.formUnion(group.records) }
      } else if tied.isEmpty, earlier.isEmpty {
        tied = after.first?.records ?? []
      }
      ties.append(tied)
    }
    return ties
  }

  /// The anchors before a figure that no other figure separates; a title begins anew after a marker
  /// that followed a figure.
  private func lastGroup(
    before figure: Figure, figures: ArraySlice<Figure>
  ) -> (records: Set<Int>, end: Int)? {
    var records: Set<Int> = []
    var end = -1
    for anchor in all where anchor.tokens.upperBound < figure.tokens.lowerBound {
      let isNew = figures.contains {
        $0.tokens.lowerBound > end && $0.tokens.upperBound < anchor.tokens.lowerBound
      }
      let isTrailing = isNew && anchor.isMarker && anchor.records.isSubset(of: records)
      if isTrailing { continue }
      if isNew, !anchor.isMarker { records = [] }
      records.formUnion(anchor.records)
      end = anchor.tokens.upperBound
    }
    return end < 0 ? nil : (records, end)
  }
}
