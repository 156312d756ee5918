import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Requests that only make sense with the chat before them.
struct FollowUpTests {
  /// A chat of one request and the reply that cites these records.
  private func chat(
    _ request: String, _ collection: String, _ ids: [String]
  ) -> [ChatMessage] {
    [message(.user, request), message(.assistant, "Here they are.", collection, ids)]
  }

  private func message(
    _ role: Role, _ text: String, _ collection: String = "", _ ids: [String] = []
  ) -> ChatMessage {
    ChatMessage(
      id: MessageID("m"), role: role, text: text,
      sources: ids.map {
        Source(reference: RecordReference(collection: collection, id: $0), title: $0)
      }, createdAt: Timestamp(milliseconds: 0))
  }

  @Test func pointsAtOneRecord() throws {
    let books = try FixtureShop.books()
    let history = chat("fantasy by le guin", "books", ["b1", "b2", "b3"])
    #expect(try books.ids("the second one", history: history) == ["b2"])
    #expect(try books.ids("what about the first one?", history: history) == ["b1"])
    #expect(try books.ids("tell me more about the last one", history: history) == ["b3"])
    #expect(try books.ids("number 3", history: history) == ["b3"])
    #expect(try books.ids("is it in stock?", history: history) == ["b1"])
    #expect(try books.ids("the fifth", history: history) == [])
    let result = try books.search("the second one", history: history)
    #expect(result.reading.isFollowUp)
    #expect(result.reading.named.map(\.id) == ["b2"])
  }

  @Test func saysWhenTheOneShownDoesNotFit() throws {
    let result = try FixtureShop.books().search(
      "is it in stock?", history: chat("The Farthest Shore", "books", ["b3"]))
    #expect(result.hits.isEmpty)
    #expect(result.reading.emptied.map(\.test) == [.inStock])
    #expect(result.nearest.map(\.record.reference.id) == ["b3"])
  }

  @Test func countsAsTheCustomerSawIt() throws {
    let history = [
      message(.user, "something with mugs"),
      ChatMessage(
        id: MessageID("m"), role: .assistant, text: "Two.",
        sources: [("books", "b1"), ("goods", "g3")].map {
          Source(reference: RecordReference(collection: $0.0, id: $0.1), title: "")
        }, createdAt: Timestamp(milliseconds: 0)),
    ]
    #expect(try FixtureShop.goods().ids("the second one", history: history) == ["g3"])
    #expect(try FixtureShop.books().ids("the second one", history: history) == [])
  }

  @Test func ordersWhatWasShown() throws {
    let history = chat("mugs", "goods", ["g3", "g1"])
    #expect(
      try FixtureShop.goods().ids("which of them is the cheapest?", history: history)
        == ["g1", "g3"])
    #expect(
      try FixtureShop.goods().ids("which is the most expensive", history: history)
        == ["g3", "g1"])
  }

  @Test func cheaperMeansLessThanTheOneShown() throws {
    let history = chat("do you have the Zip Tote?", "goods", ["g18"])
    let result = try FixtureShop.goods().search("cheaper?", history: history)
    #expect(result.hits.map(\.record.reference.id) == ["g17"])
    #expect(result.reading.isFollowUp)
    #expect(result.reading.order == .cheapest)
    let most = Money(decimal: "31.99", currency: "USD").map(FieldValue.money)
    #expect(result.reading.filters.last?.test == .within(least: nil, most: most))
  }

  @Test func theOneShownIsNoCheaperAlternative() throws {
    let history = chat("Canvas Tote", "goods", ["g17"])
    let result = try FixtureShop.goods().search("cheaper?", history: history)
    #expect(result.hits.isEmpty)
    #expect(!result.nearest.contains { $0.record.reference.id == "g17" })
  }

  @Test func whichBeforeANounPointsAtNothing() throws {
    let result = try FixtureShop.books().search("Which hardcovers do you have?")
    #expect(result.hits.map(\.record.reference.id) == ["b6", "b17"])
    #expect(!result.reading.isFollowUp)
  }

  @Test func cheaperMeansLessThanTheDearestShown() throws {
    let history = chat("mugs", "goods", ["g3", "g1"])
    #expect(
      try FixtureShop.goods().ids("do you have anything cheaper?", history: history)
        == ["g1", "g2"])
  }

  @Test func addsAConstraintToTheRequestBefore() throws {
    let history = chat("mugs under $30", "goods", ["g1", "g2", "g3"])
    let blue = try FixtureShop.goods().search("and in blue?", history: history)
    #expect(blue.hits.map(\.record.reference.id) == ["g1", "g3"])
    #expect(blue.reading.filters.map(\.field) == [.category, .price, .colour])
    #expect(blue.reading.isFollowUp)
    #expect(try FixtureShop.goods().ids("in white", history: history) == ["g2"])
    #expect(try FixtureShop.goods().ids("what about teapots?", history: history) == ["g5"])
    #expect(try FixtureShop.goods().ids("under $20", history: history) == ["g1", "g2"])
  }

  @Test func constraintsAddUp() throws {
    let history =
      chat("books by Le Guin", "books", ["b1", "b2", "b3", "b4", "b5"])
      + chat("under $15?", "books", ["b1", "b2", "b3"])
    #expect(try FixtureShop.books().ids("and in stock?", history: history) == ["b1", "b2"])
  }

  @Test func showsMoreOfTheSame() throws {
    let history = chat("fantasy", "books", ["b1", "b2", "b3"])
    #expect(try FixtureShop.books().ids("more", history: history) == ["b8", "b9", "b10"])
  }

  @Test func goesOnInTheSeriesShown() throws {
    let history = chat("A Wizard of Earthsea", "books", ["b1"])
    #expect(try FixtureShop.books().ids("what comes next?", history: history) == ["b2", "b1"])
    #expect(
      try FixtureShop.books().ids("What comes next in the series?", history: history)
        == ["b2", "b1"])
  }

  @Test func questionsAboutTheOneShownAreAboutIt() throws {
    let books = try FixtureShop.books()
    let history = chat("do you have Dune?", "books", ["b6"])
    for request in [
      "how many pages does it have?", "who wrote it?", "how much is it?", "is it a hardcover?",
      "tell me more", "when was it published?", "do you have it in stock?",
    ] {
      #expect(try books.ids(request, history: history) == ["b6"], "\(request)")
    }
  }

  @Test func offTopicIsNoFollowUp() throws {
    let history = chat("mugs", "goods", ["g3", "g1"])
    for request in ["what time is it?", "tell me a joke", "can I return it?", "hello", "thanks!"] {
      let result = try FixtureShop.goods().search(request, history: history)
      #expect(result.hits.isEmpty, "\(request)")
    }
  }

  @Test func withoutAChatThereIsNothingToPointAt() throws {
    for request in [
      "the second one", "cheaper?", "more", "what about it?",
    ] {
      let result = try FixtureShop.goods().search(request)
      #expect(result.hits.isEmpty, "\(request)")
      #expect(result.reading.isFollowUp, "\(request)")
    }
  }

  @Test func aRequestOfItsOwnNeedsNoChat() throws {
    let history = chat("mugs", "goods", ["g3", "g1"])
    for (request, first) in [("cheaper backpacks", "g20"), ("a reading light", "g15")] {
      let result = try FixtureShop.goods().search(request, history: history)
      #expect(result.hits.first?.record.reference.id == first, "\(request)")
      #expect(!result.reading.isFollowUp, "\(request)")
    }
  }

  @Test func worksInGerman() throws {
    let history = chat("Tassen", "waren", ["w2", "w1"])
    let goods = try FixtureLaden.waren()
    #expect(try goods.ids("günstiger?", history: history) == ["w1"])
    #expect(try goods.ids("das zweite", history: history) == ["w1"])
    #expect(try goods.ids("und in blau?", history: history) == ["w1"])
    #expect(try goods.ids("welche davon ist am günstigsten?", history: history) == ["w1", "w2"])
  }
}
