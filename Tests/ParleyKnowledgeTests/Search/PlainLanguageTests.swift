import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Languages without a stemmer and without a lexicon: letters alone must do.
struct PlainLanguageTests {
  private func shop(_ language: String, _ titles: String...) throws -> FixtureVersion {
    try FixtureVersion(
      "shop", kind: "products", language: language, currency: nil,
      titles.enumerated().map {
        Record(
          reference: RecordReference(collection: "shop", id: "\($0.offset + 1)"),
          title: $0.element)
      })
  }

  @Test(
    arguments: [
      ("buty na zimę", "1"), ("krzesła", "2"), ("czy macie krzesla do kuchni?", "2"),
      ("kubki niebieskie", "4"), ("ksiazki", "5"), ("stol", "3"), ("czabka", "6"),
    ])
  func endingsAndSlipsAreForgivenInPolish(request: String, id: String) throws {
    let shop = try shop(
      "pl", "Czerwone buty zimowe", "Krzesło drewniane", "Stolik kawowy", "Kubek niebieski",
      "Książka kucharska", "Czapka wełniana")
    #expect(try shop.ids(request).first == id)
  }

  @Test(arguments: [("シャツ", "1"), ("緑茶をください", "2"), ("椅子", "3"), ("傘", "4")])
  func partsOfJapaneseTextAreFound(request: String, id: String) throws {
    let shop = try shop("ja", "赤いTシャツ", "緑茶 100g", "木製の椅子", "傘 自動開閉")
    #expect(try shop.ids(request) == [id])
  }

  @Test(arguments: [("杯子", "1"), ("我想买一个钱包", "2"), ("雨伞", "3")])
  func partsOfChineseTextAreFound(request: String, id: String) throws {
    let shop = try shop("zh", "红色陶瓷杯子", "真皮钱包", "自动雨伞")
    #expect(try shop.ids(request).first == id)
  }

  @Test func whatIsNotThereIsNotFound() throws {
    #expect(try shop("pl", "Krzesło drewniane", "Kubek").ids("lodówka").isEmpty)
    #expect(try shop("ja", "緑茶", "椅子").ids("自転車").isEmpty)
  }

  @Test func pairsOfLettersFollowEachOther() {
    let text = "赤茶碗 A5"
    let tokens = TextAnalyzer(language: "ja").tokens(text)
    #expect(tokens.map(\.surface) == ["赤茶", "茶碗", "a5"])
    #expect(tokens.compactMap(\.range).map { String(text[$0]) } == ["赤", "茶碗", "A5"])
  }
}
