import ParleyDomain

/// Reads Shopify's product export: one record for each product, whose variants and pictures stand in
/// rows of their own below it.
///
/// Drafts, archived and unpublished products are left out. A product is kept in memory until its last
/// row, and no longer.
struct ShopifyReader: SourceReader {
  private var table: TableReader
  private let mapping: ColumnMapping
  private let shape: String
  private let handleColumn: String
  private var product: ShopifyProduct?
  /// A product that was refused, whose further rows are passed over.
  private var refused: String?
  private var waiting: SourceItem?
  private var hidden: [String: Int] = [:]
  private var hasEnded = false

  init(_ file: InputFile, mapping: ColumnMapping) throws(KnowledgeError) {
    table = try TableReader(file, preferring: ",", mapping: mapping)
    self.mapping = mapping
    shape = table.shape
    guard let handle = table.header.first(where: { ShopifyColumns.role(of: $0) == .handle }) else {
      throw KnowledgeError(
        .badData,
        "\(file.source.name):1: a Shopify export has a column 'Handle' or 'URL handle'; the columns "
          + "are \(table.header.joined(separator: ", ").excerpt)")
    }
    handleColumn = handle
  }

  var note: String {
    var used: [String] = []
    var leftOut: [String] = []
    for column in table.header {
      let target = mapping.target(of: column)
      switch ShopifyColumns.role(of: column) {
      case _ where target.rank < 0: used.append("\(column) → \(target.field)")
      case .leftOut: leftOut.append(column)
      case .metafield:
        let name = ColumnMapping.attribute(ShopifyColumns.metafieldName(column))
        used.append("\(column) → \(name)")
      default: used.append(column)
      }
    }
    let rest = leftOut.isEmpty ? "" : "; left out \(leftOut.joined(separator: ", "))"
    return "Shopify products, \(shape); columns \(used.joined(separator: ", "))\(rest)"
  }

  var remarks: [String] {
    hidden.sorted { $0.key < $1.key }.map { reason, count in
      "\(count) \(count == 1 ? "product" : "products") left out: \(reason)"
    }
  }

  mutating func next() throws -> SourceItem? {
    while true {
      if let item = waiting {
        waiting = nil
        return item
      }
      guard !hasEnded else { return nil }
      switch try table.next() {
      case .row(let row): if let item = accept(row) { return item }
      case .rejected(let message):
        return .rejected(message)
      case nil:
        hasEnded = true
        if let item = finishProduct() { return item }
      }
    }
  }

  /// Takes a row over; returns what the row before it completed.
  private mutating func accept(_ row: RawRecord) -> SourceItem? {
    let cell = row.columns.first { $0.name == handleColumn }?.value.scalar?.trimmed ?? ""
    let handle = cell.isEmpty ? product?.handle ?? refused ?? "" : cell
    guard !handle.isEmpty else {
      let reason = "is missing; the first row of a product names it"
      return .rejected(RowMessage(place: row.place, field: handleColumn, reason: reason))
    }
    if handle == refused { return nil }
    var finished: SourceItem?
    if product?.handle != handle {
      finished = finishProduct()
      product = ShopifyProduct(handle: handle, place: row.place)
      refused = nil
    }
    product?.add(row) { mapping.target(of: $0).rank < 0 }
    if let reason = excess {
      let place = product?.place ?? row.place
      product = nil
      refused = handle
      let rejected = SourceItem.rejected(RowMessage(place: place, reason: reason))
      guard finished != nil else { return rejected }
      waiting = rejected
    }
    return finished
  }

  /// Why the product is too large to be kept, if it is.
  private var excess: String? {
    guard let product else { return nil }
    if product.variants.count > ShopifyProduct.variantLimit {
      return "'\(product.handle.excerpt)' has more than \(ShopifyProduct.variantLimit) variants"
    }
    guard product.byteCount > RecordBuilder.recordLimit else { return nil }
    return "the record has over \(RecordBuilder.recordLimit) bytes"
  }

  private mutating func finishProduct() -> SourceItem? {
    guard let product else { return nil }
    self.product = nil
    if let reason = product.hiddenReason {
      // The words of the file: what is counted must not grow with it.
      hidden[hidden.count < 20 ? reason.excerpt : "other", default: 0] += 1
      return nil
    }
    let columns = product.columns.filter { !isTakenOver($0) }
    return .row(RawRecord(place: product.place, columns: columns))
  }

  /// Whether the caller fills the field from another column.
  private func isTakenOver(_ column: RawColumn) -> Bool {
    ColumnSynonyms.columns[column.name] != nil
      && mapping.target(of: column.name).field != column.name
  }
}
