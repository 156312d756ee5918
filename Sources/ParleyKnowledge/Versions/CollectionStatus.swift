package import ParleyPlugin

/// A collection and what is loaded of it.
package struct CollectionStatus: Sendable, Hashable {
  package var name: String
  package var kind: String
  package var language: String
  /// The current version; `nil` when nothing can be searched.
  package var version: String?
  package var records = 0
  package var builtAt: Timestamp?
  /// Why the current version cannot be read; `nil` when it can, or when nothing was loaded yet.
  package var problem: String?

  init(_ settings: CollectionSettings) {
    name = settings.name
    kind = settings.kind
    language = settings.language
  }
}
