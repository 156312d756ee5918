import ParleyDomain
import ParleyXML

/// Reads books from ONIX for Books 3.0, with reference names or short tags, product by product.
struct ONIXReader: SourceReader {
  private let source: XMLSource
  private let currency: String?
  private var deletions = 0

  /// The most bytes of a product with its tags: long lists of countries and prices are usual.
  private static let limit = 2 << 20

  /// - Parameter currency: Which price counts where a product has several.
  init(_ file: InputFile, currency: String?) throws {
    source = try XMLSource(file, limit: Self.limit) { $0 == "Product" || $0 == "product" }
    self.currency = currency
  }

  var note: String { "ONIX for Books 3.0" }

  var remarks: [String] {
    guard deletions > 0 else { return [] }
    return ["\(deletions) \(deletions == 1 ? "product" : "products") left out: taken back"]
  }

  mutating func next() throws -> SourceItem? {
    while let item = try source.next() {
      switch item {
      case .rejected(let message): return .rejected(message)
      case .element(let element):
        let product = ONIXProduct(ONIXElement(element), currency: currency)
        if product.isDeletion {
          deletions += 1
        } else {
          return .row(RawRecord(place: source.place(element.tag.line), columns: product.record))
        }
      }
    }
    return nil
  }
}
