/// A product of Shopify while its rows are being read: variants and pictures have rows of their own.
struct ShopifyProduct {
  let place: SourcePlace
  let handle: String
  /// Cells of the product itself, from the first row that fills them.
  private var cells: [ShopifyColumns.Role: RawColumn] = [:]
  private var optionNames: [Int: String] = [:]
  private var extras: [RawColumn] = []
  private(set) var variants: [ShopifyVariant] = []
  /// Bytes of what is kept.
  private(set) var byteCount = 0

  /// The most variants that Shopify allows for a product.
  static let variantLimit = 2048

  init(handle: String, place: SourcePlace) {
    self.handle = handle
    self.place = place
  }

  /// Takes a row of the product over.
  ///
  /// - Parameter isChosen: Whether the caller says where this column goes.
  mutating func add(_ row: RawRecord, isChosen: (String) -> Bool) {
    var variant = ShopifyVariant()
    var isVariant = false
    let isFirst = variants.isEmpty && cells.isEmpty
    for column in row.columns where !column.value.isEmpty {
      let text = column.value.scalars.first?.trimmed ?? ""
      if isChosen(column.name) {
        if isFirst { keep(column) }
        continue
      }
      switch ShopifyColumns.role(of: column.name) {
      case .handle, .leftOut: break
      case .optionName(let number): optionNames[number] = optionNames[number] ?? text
      case .optionValue(let number): (variant.options[number], isVariant) = (text, true)
      case .sku: (variant.sku, isVariant) = (text, true)
      case .barcode: (variant.barcode, isVariant) = (text, true)
      case .price: (variant.price, isVariant) = (column, true)
      case .compareAtPrice: variant.compareAtPrice = column
      case .quantity: variant.quantity = column
      case .tracker: variant.tracker = text
      case .policy: variant.isSoldOnDemand = ["continue", "true"].contains(text.lowercased())
      case .metafield:
        let name = "attributes.\(ShopifyColumns.metafieldName(column.name))"
        if isFirst { keep(RawColumn(name: name, value: column.value, line: column.line)) }
      case .other: if isFirst { keep(column) }
      case let role:
        if cells[role] == nil {
          cells[role] = column
          byteCount += column.value.byteCount
        }
      }
    }
    // An empty cell of the tracker says that nobody counts; a missing column says nothing.
    if variant.tracker == nil, row.columns.contains(where: Self.isTracker) { variant.tracker = "" }
    guard isVariant else { return }
    byteCount += row.columns.reduce(0) { $0 + min($1.value.byteCount, 200) }
    variants.append(variant)
  }

  private mutating func keep(_ column: RawColumn) {
    extras.append(column)
    byteCount += column.value.byteCount
  }

  private static func isTracker(_ column: RawColumn) -> Bool {
    ShopifyColumns.role(of: column.name) == .tracker
  }

  /// Why customers do not see the product, or `nil` when they do.
  var hiddenReason: String? {
    if let status = cells[.status]?.value.scalar?.trimmed.lowercased(), status != "active" {
      return status
    }
    return cells[.published]?.value.scalar?.trimmed.lowercased() == "false" ? "not published" : nil
  }

  /// The columns of the record.
  var columns: [RawColumn] {
    var columns = [RawColumn(name: "id", value: .text(handle), line: place.line)]
    let own: [(ShopifyColumns.Role, String)] = [
      (.title, "title"), (.body, "description"), (.vendor, "brand"), (.tags, "subjects"),
      (.image, "image"),
    ]
    for (role, name) in own {
      guard let cell = cells[role] else { continue }
      columns.append(RawColumn(name: name, value: cell.value, line: cell.line))
    }
    let categories = [cells[.productCategory], cells[.type]].compactMap(\.?.value.scalar)
      .filter { $0 != "Uncategorized" }
    columns.append(column("category", categories))
    return columns + ShopifyOffer(variants, line: place.line).columns + optionColumns + extras
  }

  /// Values of options fill the field that the option's name tells, else an attribute.
  private var optionColumns: [RawColumn] {
    var columns: [RawColumn] = []
    for (number, name) in optionNames.sorted(by: { $0.key < $1.key }) {
      let values = variants.compactMap { $0.options[number] }
      // What Shopify writes for a product without options.
      if name == "Title", values.allSatisfy({ $0 == "Default Title" }) { continue }
      let field = ColumnSynonyms.fields[ColumnSynonyms.normalized(name)]?.field
      let isOption = field.map { ["size", "colour", "material", "format"].contains($0) } ?? false
      columns.append(column(isOption ? field ?? name : "attributes.\(name)", values))
    }
    return columns
  }

  private func column(_ name: String, _ values: [String]) -> RawColumn {
    var seen: Set<String> = []
    let distinct = values.filter { seen.insert($0).inserted }
    // Commas inside of one value separate nothing.
    return RawColumn(name: name, value: .list(distinct.map { .text($0) }), line: place.line)
  }
}
