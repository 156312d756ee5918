import ParleyPlugin

/// How much of something a request asks for: "1/2 inch", "5x8", "2,5 l".
///
/// The words of a quantity stay words of the request; other ways to write it are found as well.
extension QueryReader {
  /// Reads the quantities, and gives the words for their units the other words for the same unit.
  func readQuantities(_ text: inout RequestText) -> [QuantityScanner.Found] {
    // Titles of books have numbers, not sizes.
    guard collection.kind != "books", QuantityScanner.mayFind(in: text) else { return [] }
    let found = QuantityScanner(text, units: units, language: collection.language).all()
    for quantity in found {
      for index in quantity.words {
        guard let unit = units.unit(text.words[index].surface),
          quantity.quantity.measures.contains(where: { $0.unit == unit })
        else { continue }
        let stems = units.stems(of: unit).filter { $0.count == 1 }.flatMap { $0 }
        text.addUnitForms(stems.filter { catalog.words[$0] != nil }, at: index)
      }
    }
    return found
  }

  /// The quantities among the words for ranking, with what records may have instead of those words.
  func quantities(
    of draft: RequestDraft, _ wording: RequestWording
  ) -> [RequestWording.Quantity] {
    draft.quantities.filter { $0.words.upperBound <= wording.words.count }.map { found in
      let own = Set(wording.words[found.words].map(\.stem))
      let writings = found.quantity.writings(units).filter { writing in
        (writing.isBare || !own.isSuperset(of: writing.numbers))
          && writing.numbers.allSatisfy { catalog.words.stems.number(of: $0) != nil }
      }
      return RequestWording.Quantity(
        words: found.words, quantity: found.quantity, writings: writings)
    }
  }
}
