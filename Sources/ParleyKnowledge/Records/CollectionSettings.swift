/// What the configuration says about a collection.
package struct CollectionSettings: Sendable, Hashable {
  package var name: String
  /// `products`, `books` or `documents`: chooses weights and presentation, not fields.
  package var kind: String
  /// The language of its texts as a BCP 47 tag.
  package var language: String
  /// The ISO 4217 code of prices that name no currency; `nil` refuses such prices.
  package var currency: String?
  /// What it is loaded from, in this order.
  package var sources: [CollectionSource]
  /// How many versions stay on disk, the current one included; at least one.
  package var keepVersions: Int
  /// When figures are too old to be said without their day; `nil`: never.
  package var maximumAge: MaximumAge?

  package init(
    name: String, kind: String, language: String, currency: String? = nil,
    sources: [CollectionSource],
    keepVersions: Int = 3, maximumAge: MaximumAge? = nil
  ) {
    self.name = name
    self.kind = kind
    self.language = language
    self.currency = currency
    self.sources = sources
    self.keepVersions = keepVersions
    self.maximumAge = maximumAge
  }

  /// With files and folders as sources.
  package init(
    name: String, kind: String, language: String, currency: String? = nil, sources: [String] = [],
    keepVersions: Int = 3
  ) {
    self.init(
      name: name, kind: kind, language: language, currency: currency,
      sources: sources.map { CollectionSource(.path($0)) }, keepVersions: keepVersions)
  }
}
