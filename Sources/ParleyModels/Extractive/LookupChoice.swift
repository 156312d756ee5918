import ParleyPlugin

/// Which of a turn's lookups are read out: one, or two that answer the request about equally well.
struct LookupChoice {
  /// How near to the best coverage another lookup must come.
  private static let reach = 0.8
  /// The same beside a passage, which usually answers the question by itself.
  private static let reachBesidePassage = 0.95
  /// From here on a lookup accounts for the whole request, but for rounding.
  private static let fullCoverage = 0.999
  /// How many records of the second lookup are read out.
  private static let secondLimit = 3

  /// The lookups to read out, the most important first.
  let chosen: [CitedLookup]

  init(_ lookups: [CitedLookup], message: String, phrases: any ClerkPhrases) {
    let answering = lookups.filter { $0.hasHits || $0.isEmptied }
    let candidates = LookupChoice.sure(answering)
    let best = candidates.map(\.result.coverage).max() ?? 0
    let near = candidates.filter { $0.result.coverage >= best * LookupChoice.reach }
    let named = near.filter {
      LookupChoice.isNamed($0.result.collection, in: message, phrases: phrases)
    }
    let ranked = LookupChoice.ranked(
      LookupChoice.withoutNeedlessPassages(named.isEmpty ? near : named))
    guard let first = ranked.first else {
      chosen = []
      return
    }
    let second = ranked.dropFirst().first { LookupChoice.goes($0, with: first) }
    chosen = [first] + (second.map { [LookupChoice.shortened($0)] } ?? [])
  }

  /// Those that know what the request speaks of, when there are any: the records of the chat, or the
  /// records that it compares or continues by their titles. All otherwise.
  private static func sure(_ lookups: [CitedLookup]) -> [CitedLookup] {
    let followUps = lookups.filter { lookup in
      let reading = lookup.result.reading
      // "Is it in stock?": that the record meant is not is an answer, too.
      return reading.isFollowUp && (lookup.hasHits || (lookup.isEmptied && !reading.named.isEmpty))
    }
    guard followUps.isEmpty else { return followUps }
    let overviews = lookups.filter { !$0.result.overview.isEmpty }
    guard overviews.isEmpty else { return overviews }
    let naming = lookups.filter { lookup in
      lookup.hasHits && lookup.result.reading.intent != .find
        && !lookup.result.reading.named.isEmpty
    }
    return naming.isEmpty ? lookups : naming
  }

  /// Without documents, where records fit a size, a price or the like: then goods are wanted.
  private static func withoutNeedlessPassages(_ lookups: [CitedLookup]) -> [CitedLookup] {
    let wantsGoods = lookups.contains { lookup in
      !lookup.isDocuments && !lookup.hits.isEmpty
        && lookup.result.reading.filters.contains { constraints.contains($0.field) }
    }
    return wantsGoods ? lookups.filter { !$0.isDocuments } : lookups
  }

  private static let constraints: Set<FieldName> = [
    .price, .size, .colour, .material, .format, .language, .pages,
  ]

  /// What fits before what is only near and what the prompt had no room for, then by coverage, then
  /// in the order of the plugins.
  private static func ranked(_ lookups: [CitedLookup]) -> [CitedLookup] {
    lookups.enumerated().sorted { left, right in
      let (leftUse, rightUse) = (left.element.usefulness, right.element.usefulness)
      if leftUse != rightUse { return leftUse > rightUse }
      let (leftCoverage, rightCoverage) = (
        left.element.result.coverage, right.element.result.coverage
      )
      return leftCoverage == rightCoverage
        ? left.offset < right.offset : leftCoverage > rightCoverage
    }.map(\.element)
  }

  /// Whether a second lookup is worth reading out after the first.
  private static func goes(_ second: CitedLookup, with first: CitedLookup) -> Bool {
    let reach = first.isDocuments ? reachBesidePassage : reach
    // Goods that are just what was asked for need no help page beside them, nor records that merely
    // have the same words.
    if !first.isDocuments, first.result.coverage >= fullCoverage {
      if second.isDocuments { return false }
      if first.isFoundByField, !second.isFoundByField { return false }
    }
    return second.result.collection.name != first.result.collection.name
      && !second.hits.isEmpty && !first.isEmptied
      && second.result.coverage >= first.result.coverage * reach
  }

  private static func shortened(_ lookup: CitedLookup) -> CitedLookup {
    var shortened = lookup
    shortened.hits = Array(lookup.hits.prefix(secondLimit))
    return shortened
  }

  /// Whether the request says which kind of thing it wants: by words for the kind, or by the
  /// collection's name when the kind is none of ours. (The name `help` stands in too many requests.)
  private static func isNamed(
    _ collection: CollectionInfo, in message: String, phrases: any ClerkPhrases
  ) -> Bool {
    let words = MessageWords(message)
    let names = phrases.kindWords[collection.kind] ?? [collection.name]
    return names.contains { words.contains(MessageWords($0)) }
  }
}
