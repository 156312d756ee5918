import ParleyPlugin

/// Shows one record for each group of variants, so that five good records are not five sizes of one
/// shirt.
///
/// Feeds tell by `item_group_id` which items are one product in several sizes, colours or materials.
/// The variant that fits best stands for its group and names the others.
struct VariantGroups {
  private static let group = FieldName.attribute("item_group_id")
  private static let variants = FieldName.attribute("variants")
  /// How many variants a record names.
  private static let mostNamed = 20
  /// How many records are read at most to find others than variants.
  static let mostRead = 100

  private var places: [String: Int] = [:]
  private(set) var hits: [SearchHit] = []
  /// How many variants stand behind others.
  private(set) var grouped = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var isFull: Bool { hits.count >= limit }

  /// Takes the next best record.
  mutating func add(_ hit: SearchHit) {
    guard let group = hit.record[Self.group]?.text, !group.isEmpty else {
      hits.append(hit)
      return
    }
    guard let place = places[group] else {
      places[group] = hits.count
      hits.append(hit)
      return
    }
    grouped += 1
    var texts = hits[place].record[Self.variants]?.texts ?? []
    if texts.isEmpty { texts = [Self.summary(of: hits[place].record)] }
    if texts.count < Self.mostNamed { texts.append(Self.summary(of: hit.record)) }
    hits[place].record.fields[Self.variants] = .list(texts.map { .text($0) })
  }

  /// "blue / M: 12.50 USD, 3 in stock", as variants of Shopify are named.
  static func summary(of record: Record) -> String {
    let options = [FieldName.colour, .size, .material].compactMap { field -> String? in
      let texts = record[field]?.texts ?? []
      return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
    var facts: [String] = []
    if let price = record[.salePrice]?.money ?? record[.price]?.money { facts.append("\(price)") }
    if let isInStock = record.isInStock { facts.append(isInStock ? "in stock" : "out of stock") }
    let name = options.isEmpty ? record.title : options.joined(separator: " / ")
    return facts.isEmpty ? name : "\(name): \(facts.joined(separator: ", "))"
  }
}
