import ParleyPlugin
import ParleySQLite

/// What searches need of a version in memory, read once when it is opened.
struct SearchableVersion: Sendable {
  let reader: QueryReader
  let lengths: FieldLengths
  let weights: FieldWeights
  let fields = FieldCache()

  init(
    _ connection: SQLiteConnection, of collection: CollectionInfo, analyzer: TextAnalyzer
  ) throws {
    let catalog = try FacetCatalog(
      connection, of: collection, analyzer: analyzer,
      lexicon: Lexicon.lexicon(for: collection.language))
    reader = QueryReader(collection: collection, catalog: catalog)
    lengths = FieldLengths(bytes: try IndexBlock.lengths.read(from: connection))
    weights = FieldWeights(lengths)
  }

  /// A search of this version.
  ///
  /// - Parameter connection: The version's own.
  func search(
    _ connection: SQLiteConnection, version: String, limit: Int, includesWeaker: Bool = false
  ) -> VersionSearch {
    let collection = reader.collection
    let tables = VersionTables(
      connection: connection, fields: fields, collection: collection.name,
      isDocuments: collection.kind == "documents", isGoods: collection.kind == "products",
      analyzer: reader.analyzer)
    return VersionSearch(
      tables: tables, reader: reader, index: index(connection), weights: weights,
      version: version, limit: limit, includesWeaker: includesWeaker)
  }

  /// The packed index, for one search.
  private func index(_ connection: SQLiteConnection) -> IndexReader {
    IndexReader(connection, vocabulary: reader.catalog.words, lengths: lengths)
  }
}
