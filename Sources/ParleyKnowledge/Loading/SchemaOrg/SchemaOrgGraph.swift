import ParleyPlugin

/// Finds the objects in a document that are records: in lists, in `@graph`, in lists of items, and as
/// the main entity of a page.
struct SchemaOrgGraph {
  /// Something to be sold.
  static let goods: Set<String> = [
    "Product", "ProductGroup", "ProductModel", "IndividualProduct", "Book", "Audiobook",
  ]
  /// Questions with answers.
  static let questions: Set<String> = ["FAQPage", "QAPage", "Question"]
  static let articles: Set<String> = [
    "Article", "NewsArticle", "BlogPosting", "TechArticle", "HowTo",
  ]

  private(set) var records: [SchemaOrgNode] = []
  /// How many objects of other types there are.
  private(set) var others = 0

  init(_ value: JSONValue) {
    collect(value, depth: 0)
  }

  private mutating func collect(_ value: JSONValue, depth: Int) {
    guard depth < 16 else { return }
    if case .array(let values) = value {
      for value in values { collect(value, depth: depth + 1) }
      return
    }
    guard let node = SchemaOrgNode(value) else { return }
    let types = node.types
    let isRecord = types.contains {
      Self.goods.contains($0) || Self.questions.contains($0) || Self.articles.contains($0)
    }
    if isRecord {
      records.append(node)
      return
    }
    // Pages and lists hold records; whatever else there is, such as the shop itself, does not.
    let inner = ["@graph", "mainEntity", "itemListElement", "item", "hasPart"].compactMap {
      node[$0]
    }
    for value in inner { collect(value, depth: depth + 1) }
    if inner.isEmpty, !types.isEmpty { others += 1 }
  }
}
