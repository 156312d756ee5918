import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Words that a request writes otherwise than the collection does.
struct WordFormsTests {
  private func shop(
    _ language: String, _ titles: [String], category: [String: String] = [:]
  ) throws -> FixtureVersion {
    try FixtureVersion(
      "shop", kind: "products", language: language, currency: "EUR",
      titles.map { title in
        Record(
          reference: RecordReference(collection: "shop", id: title), title: title,
          fields: category[title].map { [.category: .list([.text($0)])] } ?? [:])
      })
  }

  @Test func accentsMayBeMissing() throws {
    let shop = try shop("fr", ["Cafetière italienne", "Théière en fonte", "Moulin à café"])
    #expect(try shop.ids("cafetiere") == ["Cafetière italienne"])
    #expect(try shop.ids("theiere") == ["Théière en fonte"])
  }

  @Test func umlautsMayBeWrittenWithAnE() throws {
    let shop = try shop("de", ["Mütze mit Bommel", "Schal aus Wolle"])
    #expect(try shop.ids("muetze") == ["Mütze mit Bommel"])
    #expect(try shop.ids("Haben Sie Muetzen?") == ["Mütze mit Bommel"])
  }

  @Test func pluralsThatStemmingKeepsApartAreFound() throws {
    #expect(try shop("pt", ["Lençol branco", "Almofada"]).ids("lençóis") == ["Lençol branco"])
    #expect(try shop("fr", ["Cheval à bascule", "Poupée"]).ids("chevaux") == ["Cheval à bascule"])
    #expect(try shop("es", ["Luz nocturna", "Mesa"]).ids("luces") == ["Luz nocturna"])
  }

  @Test func aWordFindsItsCompounds() throws {
    let shop = try shop("de", ["Rosenschere", "Kinderturnschuhe", "Hundebett", "Langsame Uhr"])
    #expect(try shop.ids("Schere") == ["Rosenschere"])
    #expect(try shop.ids("Turnschuhe") == ["Kinderturnschuhe"])
    #expect(try shop.ids("etwas für Kinder") == ["Kinderturnschuhe"])
    #expect(try shop.ids("Samen").isEmpty)
  }

  @Test func aCompoundIsOfTheCategoryThatItEndsIn() throws {
    let shop = try shop(
      "de", ["Fäustlinge", "Gartenhandschuhe"],
      category: ["Fäustlinge": "Handschuhe", "Gartenhandschuhe": "Garten"])
    #expect(try Set(shop.ids("Handschuhe")) == ["Fäustlinge", "Gartenhandschuhe"])
    #expect(try shop.ids("Handschuhe für die Gartenarbeit").first == "Gartenhandschuhe")
  }

  @Test func theLastPartOfACompoundMayBeMisspelt() throws {
    let shop = try shop("de", ["Wanderschuhe Damen", "Wanderschuhe Herren", "Damenbluse"])
    #expect(try shop.ids("Damenwanderschue").first == "Wanderschuhe Damen")
  }

  @Test func aChoiceIsMetByOneOfTheTwo() throws {
    let shop = try shop("en", ["Leather lead", "Wooden bowl"])
    #expect(try shop.ids("do you have a harness or a lead") == ["Leather lead"])
  }
}
