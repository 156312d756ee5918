import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// The order of records, and the ranking behind those that fit.
struct RankingTests {
  static func shelf() throws -> FixtureVersion {
    let books: [(String, String, [String], String?)] = [
      ("b1", "The Guns of August", ["Barbara W. Tuchman"], nil),
      ("b2", "Living Dead in Dallas", ["Charlaine Harris"], "Sookie Stackhouse"),
      ("b3", "Prayers for Sale", ["Sandra Dallas"], nil),
      ("b4", "Beautiful Stranger", ["Christina Lauren"], "Beautiful Bastard"),
      ("b5", "The Stranger", ["Albert Camus"], nil),
      ("b6", "Crooked Kingdom", ["Leigh Bardugo"], "Six of Crows"),
      ("b7", "August Heat", ["Andrea Camilleri"], nil),
      ("b8", "The Great Hunt", ["Robert Jordan"], "Wheel of Time"),
      ("b9", "Hunted", ["P.C. Cast"], "House of Night"),
    ]
    return try FixtureVersion(
      "books", kind: "books",
      books.map { id, title, authors, series in
        var fields: [FieldName: FieldValue] = [.authors: .list(authors.map { .text($0) })]
        fields[.series] = series.map { .text($0) }
        return Record(
          reference: RecordReference(collection: "books", id: id), title: title, text: "",
          fields: fields)
      })
  }

  @Test(arguments: [
    ("guns of agust", "b1"), ("thegreat hunt", "b8"), ("the great hunt", "b8"),
    ("loving dead in dallas", "b2"), ("beautiflu stranger", "b4"), ("august tuchmaan", "b1"),
    ("crooked kingd", "b6"), ("hunted", "b9"), ("stranger camus", "b5"),
  ])
  func slipsFindTheBook(text: String, id: String) throws {
    let result = try Self.shelf().search(text, includesWeaker: true)
    #expect(result.ranking.first?.record.reference.id == id, "\(text)")
  }

  @Test func weakMatchesFollowOnlyWhereTheyAreAskedFor() throws {
    let text = "a stranger rides a purple elephant through the frozen kingdom of giants"
    let shelf = try Self.shelf()
    #expect(try shelf.search(text).weaker.isEmpty)
    let result = try shelf.search(text, includesWeaker: true)
    #expect(result.hits.isEmpty)
    #expect(result.weaker.map(\.record.reference.id).contains("b5"))
    #expect(result.total == 0)
  }

  @Test func hitsAndWeakMatchesShareTheLimit() throws {
    let result = try Self.shelf().search("stranger august", limit: 2, includesWeaker: true)
    #expect(result.ranking.count == 2)
    let ids = result.ranking.map(\.record.reference.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func explanationsAddUp() throws {
    let shelf = try Self.shelf()
    let explanation = try shelf.version.search(
      shelf.connection, version: "1", limit: 3, includesWeaker: true
    ).explain("guns of agust", history: [])
    #expect(explanation.words.map(\.word) == ["guns", "agust"])
    #expect(explanation.words.last?.readings.first?.hasPrefix("august (spelling") == true)
    #expect(explanation.parts.count == explanation.result.ranking.count)
    #expect(explanation.parts.first?.first { $0.name == "relevance" }?.value == 1)
  }

  @Test func likenessForgivesAnyLetters() {
    let likeness = LetterSimilarity(["vgabonding".utf8])
    #expect(likeness.dice(["vagabonding".utf8]) > 0.7)
    #expect(likeness.dice(["cooking".utf8]) < 0.4)
    #expect(LetterSimilarity(["one".utf8, "week".utf8]).dice(["oneweek".utf8]) == 1)
    #expect(likeness.dice([String.UTF8View]()) == 0)
  }
}
