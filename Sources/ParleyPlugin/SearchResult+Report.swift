extension SearchResult {
  /// What the search understood and found, in a few plain sentences for a prompt.
  public var report: String {
    var sentences = ["Search of the collection '\(collection.name)' for this message."]
    if !reading.filters.isEmpty {
      sentences.append(
        "Read as: \(reading.filters.map(\.description).joined(separator: "; ")).")
    }
    if let order = reading.order { sentences.append("Order: \(order.rawValue) first.") }
    if !hits.isEmpty {
      sentences.append(overview.isEmpty ? fitting : altogether)
    } else if !nearest.isEmpty {
      let emptied = reading.emptied.map(\.description).joined(separator: "; ")
      sentences.append(
        "No record fits. Without '\(emptied)' \(totalNearest) fit; the nearest \(nearest.count) follow."
      )
    } else {
      sentences.append("No record fits.")
    }
    return sentences.joined(separator: " ")
  }

  private var fitting: String {
    total > hits.count
      ? "\(total) records fit; the best \(hits.count) follow."
      : total == 1 ? "1 record fits and follows." : "\(total) records fit and follow."
  }

  /// What there is, for a request that asks for nothing in particular.
  private var altogether: String {
    let counts = overview.map { "\($0.value) (\($0.records))" }.joined(separator: ", ")
    let field = overview.first.map { "\($0.field)" } ?? ""
    return "It has \(total) records altogether. Most of them by \(field): \(counts). "
      + "As examples \(hits.count) follow."
  }

  /// What a plugin should inject: the hits, or the nearest records when filters left none.
  public var presented: [SearchHit] {
    hits.isEmpty ? nearest : hits
  }

  /// ``presented``, then the weak matches: what tools show that look at rankings.
  public var ranking: [SearchHit] {
    presented + weaker
  }
}

extension FieldFilter: CustomStringConvertible {
  /// For example `price at most 15.00 USD`.
  public var description: String {
    switch test {
    case .isOneOf(let values): "\(field) is \(values.joined(separator: " or "))"
    case .within(let least?, let most?): "\(field) from \(least) to \(most)"
    case .within(let least?, nil): "\(field) at least \(least)"
    case .within(nil, let most?): "\(field) at most \(most)"
    case .within(nil, nil): "\(field) known"
    case .inStock: "in stock"
    case .onSale: "on sale"
    }
  }
}
