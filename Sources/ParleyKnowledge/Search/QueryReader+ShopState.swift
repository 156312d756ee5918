import ParleyPlugin

/// Stock, sale and the order of the records.
extension QueryReader {
  func readShopState(_ draft: inout RequestDraft) {
    if catalog.has(.salePrice), let range = draft.first(.onSale, lexicon) {
      draft.add(
        FieldFilter(field: .salePrice, test: .onSale, words: draft.text.written(range)),
        at: range.lowerBound)
      draft.mark(range, as: .filter)
    }
    let tellsStock = catalog.has(.stock) || catalog.has(.availability)
    if tellsStock, let range = draft.first(.inStock, lexicon) {
      draft.add(
        FieldFilter(field: .stock, test: .inStock, words: draft.text.written(range)),
        at: range.lowerBound)
      draft.mark(range, as: .filter)
    }
  }

  func readOrder(_ draft: inout RequestDraft) {
    let orders: [(Cue, QueryReading.Order, FieldName)] = [
      (.cheapest, .cheapest, .price), (.dearest, .dearest, .price),
      (.newest, .newest, .published), (.oldest, .oldest, .published),
      (.readingOrder, .series, .seriesNumber),
    ]
    for (cue, order, field) in orders where catalog.has(field) {
      guard let range = draft.first(cue, lexicon) else { continue }
      draft.order = draft.order ?? order
      draft.mark(range, as: .cue)
    }
  }
}
