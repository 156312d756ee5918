import ParleyPlugin

/// Makes the columns of a record of a product or a book.
struct SchemaOrgGoods {
  private let node: SchemaOrgNode
  private let line: Int
  private var columns: [RawColumn] = []

  init(_ node: SchemaOrgNode, line: Int, currency: String?) {
    self.node = node
    self.line = line
    let offers = SchemaOrgOffers(of: node, currency: currency).columns(line: line)
    readIdentity(hasAddress: offers.contains { $0.name == "url" })
    readKind()
    readBook()
    readAttributes()
    columns += offers
  }

  var record: [RawColumn] { columns }

  private mutating func add(_ name: String, _ value: RawValue) {
    guard !value.isEmpty else { return }
    columns.append(RawColumn(name: name, value: value, line: line))
  }

  private mutating func add(_ name: String, _ texts: [String]) {
    var seen: Set<String> = []
    add(name, .list(texts.filter { seen.insert($0).inserted }.map { .text($0) }))
  }

  private mutating func readIdentity(hasAddress: Bool) {
    let ids = ["productID", "sku", "productGroupID", "isbn", "@id", "url"]
    let gtins = ["gtin13", "gtin", "gtin12", "gtin14", "gtin8"]
    add("id", node.text(ofFirst: ids).map { .text($0) } ?? .none)
    add("title", node.raw("name").isEmpty ? node.raw("headline") : node.raw("name"))
    add("subtitle", node.raw("alternativeHeadline"))
    add(
      "description", (node.text("description") ?? node.text("abstract")).map { .text($0) } ?? .none)
    // The address of the product counts more than that of an offer.
    if let url = node.text("url") {
      add("url", .text(url))
    } else if !hasAddress, let id = node["@id"]?.string, id.hasPrefix("http") {
      add("url", .text(id))
    }
    let pictures = node.nodes("image").compactMap { $0.text("url") ?? $0.text("contentUrl") }
    add("image", pictures.isEmpty ? node.texts("image") : pictures)
    add("sku", (node.text("sku") ?? node.text("mpn")).map { .text($0) } ?? .none)
    add("gtin", node.text(ofFirst: gtins).map { .text($0) } ?? .none)
  }

  private mutating func readKind() {
    add("brand", (node.text("brand") ?? node.text("manufacturer")).map { .text($0) } ?? .none)
    add(
      "category",
      node.texts("category").map { $0.hasPrefix("http") ? "" : $0 } + node.texts("genre"))
    add("subjects", node.raw("keywords").isEmpty ? node.raw("about") : keywords)
    let variants = node.nodes("hasVariant")
    for (property, field) in [("color", "colour"), ("size", "size"), ("material", "material")] {
      add(field, node.texts(property) + variants.flatMap { $0.texts(property) })
    }
    add("updated_at", node.raw("dateModified"))
  }

  /// A list, or one text with commas.
  private var keywords: RawValue {
    let texts = node.texts("keywords")
    return texts.count == 1 ? .plain(texts[0]) : .list(texts.map { .text($0) })
  }

  private mutating func readBook() {
    add("authors", node.texts("author"))
    let edition = node.nodes("workExample").first ?? node
    add("isbn", node.raw("isbn").isEmpty ? edition.raw("isbn") : node.raw("isbn"))
    add("pages", node.raw("numberOfPages"))
    let format = SchemaOrgNode.words(node["bookFormat"] ?? edition["bookFormat"]).first
    add("format", format.map { .text(Self.format($0)) } ?? .none)
    add("language", node.raw("inLanguage"))
    add("publisher", node.raw("publisher"))
    let date = node.raw("datePublished")
    add("published", date.isEmpty ? node.raw("releaseDate") : date)
    if let series = node.nodes("isPartOf").first(where: { !$0.texts("name").isEmpty }) {
      add("series", series.raw("name"))
      let number = node.raw("position")
      add("series_number", number.isEmpty ? node.raw("volumeNumber") : number)
    }
  }

  private static func format(_ word: String) -> String {
    switch word {
    case "AudiobookFormat": "audiobook"
    case "EBook": "ebook"
    case "GraphicNovel": "graphic novel"
    default: word.lowercased()
    }
  }

  private mutating func readAttributes() {
    if let rating = node.nodes("aggregateRating").first {
      add("attributes.rating", rating.raw("ratingValue"))
      let count = rating.raw("reviewCount")
      add("attributes.reviews", count.isEmpty ? rating.raw("ratingCount") : count)
    }
    let pairs = node.nodes("additionalProperty").compactMap { property -> RawColumn? in
      guard let name = property.text("name") else { return nil }
      let unit = property.text("unitText").map { " \($0)" } ?? ""
      let values = property.texts("value").map { RawValue.text($0 + unit) }
      return RawColumn(name: name, value: values.count == 1 ? values[0] : .list(values), line: line)
    }
    if !pairs.isEmpty { add("attributes", .object(pairs)) }
    for name in ["award", "bookEdition", "illustrator", "translator", "weight", "width", "height"] {
      let value = node.nodes(name).first { $0["value"] != nil }
      let measure = value.map {
        "\($0.text("value") ?? "") \($0.text("unitText") ?? $0.text("unitCode") ?? "")"
      }
      add("attributes.\(name)", measure.map { [$0.trimmed] } ?? node.texts(name))
    }
  }
}
