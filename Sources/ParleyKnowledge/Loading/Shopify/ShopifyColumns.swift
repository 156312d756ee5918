/// Knows the columns of Shopify's product export, by their old and their new headings.
///
/// Names are compared as those of all columns are (``ColumnSynonyms/normalized(_:)``): `Body (HTML)` is
/// `bodyhtml`.
enum ShopifyColumns {
  /// What a column tells.
  enum Role: Hashable {
    case handle, title, body, vendor, productCategory, type, tags, published, status, image
    case optionName(Int)
    case optionValue(Int)
    case sku, price, compareAtPrice, barcode, quantity, tracker, policy
    /// A field that the shop added.
    case metafield
    /// A column that is none of Shopify's.
    case other
    /// Of no use for answers, or not meant for customers, such as what an item costs the shop.
    case leftOut
  }

  /// Whether a table with these (normalized) columns is an export of products.
  static func areFound(in names: Set<String>) -> Bool {
    !names.isDisjoint(with: ["handle", "urlhandle"]) && names.contains("title")
      && !names.isDisjoint(with: [
        "option1name", "option1value", "variantprice", "variantsku", "bodyhtml",
      ])
  }

  static func role(of column: String) -> Role {
    let name = ColumnSynonyms.normalized(column)
    if let role = roles[name] { return role }
    for number in 1...3 {
      if name == "option\(number)name" { return .optionName(number) }
      if name == "option\(number)value" { return .optionValue(number) }
    }
    if column.contains("product.metafields.") { return .metafield }
    return leftOut.contains { name.hasPrefix($0) } ? .leftOut : .other
  }

  /// `Care (product.metafields.custom.care)` is called `Care`.
  static func metafieldName(_ column: String) -> String {
    let name = column.prefix { $0 != "(" }.trimmed
    return name.isEmpty ? column : name
  }

  private static let roles: [String: Role] = [
    "handle": .handle, "urlhandle": .handle, "title": .title, "bodyhtml": .body,
    "description": .body, "vendor": .vendor, "productcategory": .productCategory, "type": .type,
    "customproducttype": .type, "tags": .tags, "published": .published,
    "publishedononlinestore": .published, "status": .status, "imagesrc": .image,
    "productimageurl": .image, "variantsku": .sku, "sku": .sku, "variantprice": .price,
    "price": .price, "variantcompareatprice": .compareAtPrice, "compareatprice": .compareAtPrice,
    "variantbarcode": .barcode, "barcode": .barcode, "variantinventoryqty": .quantity,
    "inventoryquantity": .quantity, "variantinventorytracker": .tracker,
    "inventorytracker": .tracker, "variantinventorypolicy": .policy,
    "continuesellingwhenoutofstock": .policy,
  ]

  /// How the names of columns begin that are left out.
  private static let leftOut = [
    "variant", "image", "seo", "googleshopping", "giftcard", "cost", "included", "price",
    "compareatprice", "option", "charge", "tax", "requiresshipping", "fulfillmentservice", "weight",
    "unitprice", "inventory", "collection", "standardproducttype",
  ]
}
