import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Requests that ask what there is, and for nothing in particular.
struct OverviewTests {
  @Test(arguments: [
    "What do you sell?", "what do you have", "show me everything", "what categories do you have?",
    "What products do you have?", "What can I buy here?", "what kinds of things do you sell",
    "what's in your catalogue?", "What is there?", "tell me about your range",
  ])
  func tellsWhatThereIs(_ request: String) throws {
    let result = try FixtureShop.goods().search(request, limit: 5)
    #expect(result.total == 24, "\(request)")
    #expect(result.hits.count == 5, "\(request)")
    #expect(result.overview.first == ValueCount(field: .category, value: "Backpacks", records: 2))
    #expect(Set(result.hits.map { $0.record[.category] }).count == 5, "\(request)")
    #expect(result.report.contains("24 records altogether"), "\(request)")
    #expect(result.report.contains("category: Backpacks (2), Fo"), "\(request)")
  }

  @Test(arguments: [
    "Was verkauft ihr?", "was habt ihr alles", "Zeigen Sie mir Ihr Sortiment",
    "welche Kategorien gibt es?",
  ])
  func tellsItInGerman(_ request: String) throws {
    #expect(try !FixtureLaden.waren().search(request).overview.isEmpty, "\(request)")
  }

  @Test(arguments: [
    ("fr", "Que vendez-vous ?"), ("fr", "quelles catégories avez-vous ?"),
    ("es", "¿Qué venden?"), ("es", "¿qué categorías tienen?"), ("es", "muéstrame todo"),
    ("pt", "O que vendem?"), ("pt", "que categorias têm?"), ("pt", "mostre tudo"),
  ])
  func tellsItInOtherLanguages(_ language: String, _ request: String) throws {
    let shop = try FixtureVersion(
      "goods", kind: "products", language: language,
      (1...3).map { number in
        Record(
          reference: RecordReference(collection: "goods", id: "\(number)"), title: "T \(number)",
          text: "", fields: [.category: .list([.text("Xyz")])])
      })
    #expect(
      try shop.search(request).overview == [ValueCount(field: .category, value: "Xyz", records: 3)],
      "\(request)")
  }

  @Test(arguments: [
    "do you have mugs?", "what books do you have?", "everything under $20", "what else do you have",
    "do you have it in blue?", "do you sell my data?", "what do you have for kids?",
    "the cheapest product", "do you have any gifts?", "do you have anything popular?",
  ])
  func askingForSomethingIsNoOverview(_ request: String) throws {
    #expect(try FixtureShop.goods().search(request).overview.isEmpty, "\(request)")
  }

  @Test func passagesHaveNoOverview() throws {
    #expect(try FixtureShop.help().search("what do you have?").overview.isEmpty)
  }

  /// Subjects or authors that are all different group nothing.
  @Test func valuesOfOneRecordEachAreNotListed() throws {
    let shop = try FixtureVersion(
      "goods", kind: "products",
      (1...20).map { number in
        Record(
          reference: RecordReference(collection: "goods", id: "\(number)"), title: "T \(number)",
          text: "", fields: [.category: .text("Xyz \(number)"), .brand: .text("Zed")])
      })
    #expect(
      try shop.search("what do you sell?").overview
        == [ValueCount(field: .brand, value: "Zed", records: 20)])
  }

  // MARK: The cheapest of all

  @Test func theCheapestAtTheStartOfAChatIsThatOfAll() throws {
    let result = try FixtureShop.goods().search("what is the cheapest?", limit: 1)
    #expect(result.reading.order == .cheapest)
    #expect(!result.reading.isFollowUp)
    #expect(result.hits.first?.record.reference.id == "g14")
    #expect(result.total == 24)
    #expect(try FixtureShop.help().search("what is the cheapest?").hits.isEmpty)
  }

  /// What an overview shows are examples.
  @Test func theCheapestAfterAnOverviewIsThatOfAll() throws {
    let history = [
      ChatMessage(
        id: MessageID("m1"), role: .user, text: "what do you sell?",
        createdAt: Timestamp(milliseconds: 0)),
      ChatMessage(
        id: MessageID("m2"), role: .assistant, text: "24 products",
        sources: [
          Source(reference: RecordReference(collection: "goods", id: "g1"), title: "A mug")
        ], createdAt: Timestamp(milliseconds: 1)),
    ]
    let result = try FixtureShop.goods().search("and the cheapest?", limit: 1, history: history)
    #expect(result.total == 24)
  }
}
