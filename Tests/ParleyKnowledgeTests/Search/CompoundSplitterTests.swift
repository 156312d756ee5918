import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Words that a language writes as one and a collection has apart.
struct CompoundSplitterTests {
  private func shop() throws -> FixtureVersion {
    try FixtureVersion(
      "saat", kind: "products", language: "de", currency: "EUR",
      [
        item("s1", "Tomate Rosa", "Gemüsesamen"), item("s2", "Möhre Lang", "Gemüsesamen"),
        item("s3", "Kornblume", "Blumensamen"), item("s4", "Bypass-Schere", "Scheren"),
        item("s5", "Rose Morgenlicht", "Rosen"),
      ])
  }

  private func item(_ id: String, _ title: String, _ category: String) -> Record {
    Record(
      reference: RecordReference(collection: "saat", id: id), title: title,
      fields: [.category: .list([.text(category)])])
  }

  @Test func findsThePartsWithTheirLinkingLetters() throws {
    #expect(try shop().ids("Tomatensamen") == ["s1"])
    #expect(try Set(shop().ids("Samen")) == ["s1", "s2", "s3"])
  }

  @Test func theLastPartSaysWhatTheThingIs() throws {
    let result = try shop().search("Rosenscheren")
    #expect(result.hits.map(\.record.reference.id) == ["s4"])
    #expect(result.reading.filters.map(\.words) == ["scheren"])
  }

  @Test func wordsThatAreNotThereStayWhole() throws {
    #expect(try shop().search("Waschmaschine").reading.terms == ["Waschmaschine"])
    #expect(try shop().search("Blumensamen").reading.filters.map(\.words) == ["Blumensamen"])
  }

  @Test func languagesThatWriteCompoundsApartAreLeftAlone() throws {
    let goods = try FixtureShop.goods()
    #expect(goods.reader.plan("teapotlamp").terms.map(\.text) == ["teapotlamp"])
  }
}
