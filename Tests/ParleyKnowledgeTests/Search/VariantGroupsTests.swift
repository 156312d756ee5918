import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Items of a feed that are one product in several sizes.
struct VariantGroupsTests {
  private func shop() throws -> FixtureVersion {
    var records = ["S", "M", "L", "XL", "XXL"].map {
      shirt("deck-\($0)", "Deck shirt", $0, group: "deck")
    }
    records += [
      shirt("bay-M", "Bay shirt", "M", group: "bay"), shirt("tee", "Tee shirt", "M", group: nil),
    ]
    return try FixtureVersion("shop", kind: "products", records)
  }

  private func shirt(_ id: String, _ title: String, _ size: String, group: String?) -> Record {
    var fields: [FieldName: FieldValue] = [.size: .text(size), .stock: .number(2)]
    if let group { fields[.attribute("item_group_id")] = .text(group) }
    return Record(
      reference: RecordReference(collection: "shop", id: id), title: title, fields: fields)
  }

  @Test func oneVariantStandsForItsProduct() throws {
    let result = try shop().search("shirts", limit: 3)
    #expect(
      Set(result.hits.map(\.record.reference.id.first)) == ["d", "b", "t"])
    let deck = try #require(result.hits.first { $0.record.title == "Deck shirt" })
    #expect(deck.record[.attribute("variants")]?.texts.count == 5)
    #expect(deck.record[.attribute("variants")]?.texts.first == "S: in stock")
    #expect(result.total == 3)
  }

  @Test func theVariantThatIsAskedForIsTheOneShown() throws {
    #expect(try shop().ids("deck shirt in XL") == ["deck-XL"])
    #expect(try shop().ids("size M", limit: 5) == ["deck-M", "bay-M", "tee"])
  }
}
