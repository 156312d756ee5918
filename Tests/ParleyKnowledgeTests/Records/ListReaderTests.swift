import Testing

@testable import ParleyKnowledge

@Suite struct ListReaderTests {
  @Test(arguments: [
    ("Ann; Bob;", false, ["Ann", "Bob"]), ("Ann | Bob", false, ["Ann", "Bob"]),
    ("Le Guin, Ursula K.", false, ["Le Guin, Ursula K."]),
    ("red, blue,red", true, ["red", "blue"]), ("38,5 x 40 cm", true, ["38,5 x 40 cm"]),
    ("S, M, 38,5", true, ["S", "M", "38,5"]), (" ; ", true, []),
  ])
  func cutsTexts(text: String, splitsAtCommas: Bool, values: [String]) {
    #expect(ListReader.values(.plain(text), splitsAtCommas: splitsAtCommas) == values)
  }

  @Test func listsStayAsTheyAre() {
    let list = RawValue.list([.text("black, white"), .number("12"), .none, .text(" red ")])
    #expect(ListReader.values(list, splitsAtCommas: true) == ["black, white", "12", "red"])
  }

  @Test func categoriesGiveTheirLevels() {
    #expect(
      ListReader.levels(["Home > Lamps > Reading lamps", "Home > Gifts"])
        == ["Home", "Lamps", "Reading lamps", "Gifts"])
  }
}
