import ParleyPlugin

/// What can be said against a reply without a language model.
enum ComputedFaults {
  /// No search of the turn found a record.
  static let nothingFound = "nothing_found"
  /// Records fitted but for a condition, such as a price.
  static let filterEmptied = "filter_emptied"
  /// A figure in the reply that no record confirms, as another plugin noticed.
  static let ungroundedFigure = "ungrounded_figure"

  private static let figureNotices: Set<String> = [
    "ungrounded_figure", "correction", "held_sentence",
  ]

  static func of(_ exchange: Exchange) -> [String] {
    var faults: [String] = []
    let searches = exchange.searches
    if !searches.isEmpty, searches.allSatisfy({ $0.total == 0 }), !hasOtherData(exchange),
      !SmallTalk.isAll(of: exchange.turn.message.text)
    {
      let isEmptied = searches.contains { !$0.emptied.isEmpty }
      faults.append(isEmptied ? filterEmptied : nothingFound)
    }
    if exchange.reply.notices.contains(where: { figureNotices.contains($0.code) }) {
      faults.append(ungroundedFigure)
    }
    return faults
  }

  /// Whether a plugin knew something without having searched, such as an order's status.
  static func hasOtherData(_ exchange: Exchange) -> Bool {
    let searchers = Set(exchange.searches.map(\.plugin))
    return exchange.injected.contains { injected in
      injected.part.kind == .data && injected.part.section != .memory
        && !searchers.contains(injected.plugin)
    }
  }
}
