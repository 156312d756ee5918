import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// What requests find: products and books.
struct VersionSearchTests {
  @Test func findsBooksFirst() throws {
    let books = try FixtureShop.books()
    let expected: [(request: String, first: String, total: Int)] = [
      ("Books by Ursula K. Le Guin under 15 dollars", "b1", 3),
      ("do you have The Dispossessed?", "b5", 1), ("the dispossessed", "b5", 1),
      ("is Dune in stock", "b6", 1), ("A Clockwork Orange", "b11", 1),
      ("978-0-441-47812-5", "b4", 1), ("0441478123", "b4", 1), ("Moby-Dick", "b14", 1),
      ("whales", "b14", 1), ("books about the sea", "b15", 1), ("le guin earthsea", "b1", 3),
      ("cheapest fantasy", "b1", 6), ("newest book", "b21", 21), ("books in French", "b20", 1),
      ("what comes after A Wizard of Earthsea", "b2", 2), ("book 3 of Earthsea", "b3", 1),
      ("the second Dune book", "b7", 1), ("reading order of Earthsea", "b1", 3),
      ("fantasy and classics under $7", "b13", 1), ("books on sale", "b7", 1),
      ("winter", "b4", 2), ("stephen king", "b16", 1), ("hardcover books", "b6", 2),
      ("something about programming", "b21", 1), ("C++", "b21", 1), ("O'Reilly", "b21", 1),
      ("who wrote Pride and Prejudice?", "b13", 1),
      ("how many pages does The Hobbit have?", "b8", 1),
    ]
    for (request, first, total) in expected {
      let result = try books.search(request)
      #expect(result.hits.first?.record.reference.id == first, "\(request)")
      #expect(result.total == total, "\(request)")
    }
  }

  @Test func findsProductsFirst() throws {
    let goods = try FixtureShop.goods()
    let expected: [(request: String, first: String, total: Int)] = [
      ("blue mug", "g1", 2), ("blue mugs under $20", "g1", 1), ("mugs in stock", "g1", 2),
      ("a cosy mug for my mother", "g3", 3), ("waterproof jacket", "g9", 1),
      ("cheapest fountain pen", "g13", 2), ("most expensive lamp", "g16", 1),
      ("sweater in size L", "g6", 1), ("QRY-2202", "g20", 1), ("teapots on sale", "g5", 1),
      ("something by Good Company", "g3", 2), ("a warm hat", "g7", 2),
      ("binoculars for birdwatching", "g24", 1), ("rolltop backpack", "g19", 1),
      ("jigsaw puzzle about the night sky", "g22", 1), ("A5 notebook", "g10", 1),
      ("reading light", "g15", 1), ("gift card", "g23", 1), ("a lamp over $100", "g16", 1),
    ]
    for (request, first, total) in expected {
      let result = try goods.search(request)
      #expect(result.hits.first?.record.reference.id == first, "\(request)")
      #expect(result.total == total, "\(request)")
    }
  }

  @Test func findsTheRightPassageFirst() throws {
    let help = try FixtureShop.help()
    let expected = [
      "when do you open on Sunday?": "h1", "opening hours": "h1", "are you open on New Year": "h2",
      "can I bring a dog": "h3", "how much is shipping?": "h4", "do you deliver to Canada": "h5",
      "can I return a book?": "h6", "when do I get my money for a return, my refund": "h7",
      "what does it cost to wrap a gift": "h8", "is there a guarantee on lamps?": "h9",
      "where's my order": "h10", "I want to cancel my order": "h11",
      "do you take apple pay?": "h12",
    ]
    for (request, first) in expected {
      let ids = try help.ids(request)
      #expect(ids.first == first, "\(request)")
    }
  }

  @Test func findsInGerman() throws {
    let books = try FixtureLaden.laden()
    let goods = try FixtureLaden.waren()
    let help = try FixtureLaden.hilfe()
    #expect(try books.ids("Bücher von Michael Ende unter 12 €") == ["d1", "d2"])
    #expect(try books.ids("haben Sie Momo?") == ["d2"])
    #expect(try books.ids("das günstigste Buch von Thomas Mann").first == "d4")
    #expect(try books.ids("was kommt nach Tintenherz?") == ["d7", "d6"])
    #expect(try books.ids("Band 3 der Tintenwelt") == ["d8"])
    #expect(try books.ids("vergleiche Momo und Buddenbrooks") == ["d2", "d4"])
    #expect(try goods.ids("blaue Tassen") == ["w1"])
    #expect(try goods.ids("eine Lampe unter 60 Euro") == ["w4"])
    #expect(try help.ids("wann habt ihr geöffnet?").first == "p1")
    #expect(try help.ids("was kostet die Lieferung?").first == "p2")
    #expect(try help.ids("kann ich ein Buch zurückgeben?").first == "p4")
    #expect(try books.search("was ist die Hauptstadt von Frankreich?").hits.isEmpty)
  }

  @Test func aWeakMatchCountsAsNone() throws {
    let versions = try [FixtureShop.books(), FixtureShop.goods(), FixtureShop.help()]
    for request in OffTopic.requests {
      for version in versions {
        let result = try version.search(request)
        #expect(result.hits.isEmpty, "\(request): \(result.hits.map(\.record.title))")
        #expect(result.nearest.isEmpty, "\(request): \(result.nearest.map(\.record.title))")
      }
    }
  }

  @Test func anUnknownAuthorFindsNothing() throws {
    let result = try FixtureShop.books().search("books by Dan Young")
    #expect(result.hits.isEmpty)
    #expect(result.reading.terms == ["Dan", "Young"])
  }

  @Test func namesTheFilterThatLeftNothingAndTheNearest() throws {
    let result = try FixtureShop.books().search("books by Jane Austen under $5")
    #expect(result.hits.isEmpty)
    #expect(result.total == 0)
    #expect(result.reading.emptied.map(\.field) == [.price])
    #expect(result.nearest.map(\.record.reference.id) == ["b13", "b12"])
    #expect(result.totalNearest == 2)
  }

  @Test func setsAsideTheFewestFilters() throws {
    let goods = try FixtureShop.goods()
    let white = try goods.search("white mug in stock under $20")
    #expect(white.reading.emptied.map(\.field) == [.stock])
    #expect(white.nearest.map(\.record.reference.id) == ["g2"])
    let red = try goods.search("red teapot")
    #expect(red.reading.emptied.map(\.field) == [.colour])
    #expect(red.totalNearest == 2)
  }

  @Test func pricesInAnotherCurrencyAreNotCompared() throws {
    let result = try FixtureShop.goods().search("mugs under €20")
    #expect(result.hits.isEmpty)
    #expect(result.reading.emptied.map(\.field) == [.price])
    #expect(result.totalNearest == 3)
  }

  @Test func countsEverythingAndReturnsTheBest() throws {
    let result = try FixtureShop.books().search("what books do you have?", limit: 4)
    #expect(result.total == 21)
    #expect(result.hits.count == 4)
  }

  @Test func comparesInTheOrderNamed() throws {
    let books = try FixtureShop.books()
    let goods = try FixtureShop.goods()
    let result = try books.search("compare The Hobbit and Dune")
    #expect(result.hits.map(\.record.reference.id) == ["b8", "b6"])
    #expect(result.reading.named.map(\.id) == ["b8", "b6"])
    #expect(
      try goods.ids("what is the difference between the zip tote and the rolltop backpack?")
        == ["g18", "g19"])
  }

  @Test func findsNeighboursButNotTheThingItself() throws {
    let result = try FixtureShop.books().search("something like Dune", limit: 30)
    #expect(result.hits.first?.record.reference.id == "b7")
    #expect(!result.hits.contains { $0.record.reference.id == "b6" })
    #expect(result.reading.named.map(\.id) == ["b6"])
    let tolkien = try FixtureShop.books().search("books like Tolkien", limit: 30)
    #expect(tolkien.hits.first?.record[.authors]?.texts == ["Ursula K. Le Guin"])
  }

  @Test func nothingFollowsTheLastOfASeries() throws {
    let result = try FixtureShop.books().search("what comes after The Farthest Shore?")
    #expect(result.reading.intent == .nextInSeries)
    #expect(result.hits.map(\.record.reference.id) == ["b3"])
    #expect(result.reading.named.map(\.id) == ["b3"])
  }

  @Test func theOneResembledIsToldAsTheCustomerWroteIt() throws {
    let result = try FixtureShop.books().search("something like the hobbit")
    #expect(result.reading.terms == ["the hobbit"])
    #expect(result.reading.named.map(\.id) == ["b8"])
  }

  @Test func findsARecordByItsID() throws {
    let items = ["WZG-204", "17"].map { id in
      Record(reference: RecordReference(collection: "goods", id: id), title: "Thing \(id)")
    }
    let goods = try FixtureVersion("goods", kind: "products", items)
    #expect(try goods.ids("do you have wzg-204?") == ["WZG-204"])
    #expect(try goods.search("17").reading.named.isEmpty)
  }

  @Test func aQuestionThatOnlyTouchesOnASubjectFindsNothing() throws {
    let books = try FixtureShop.books()
    for request in ["what is winter?", "is there magic after death?", "why do people love?"] {
      #expect(try books.search(request).hits.isEmpty, "\(request)")
    }
    for request in ["is there a book about winter?", "do you have anything about winter?"] {
      #expect(try Set(books.ids(request)) == ["b4", "b16"], "\(request)")
    }
    #expect(try Set(FixtureShop.goods().ids("are there teapots with roses?")) == ["g4", "g5"])
  }

  @Test func wordsThatMakeOneExpressionMustMeet() throws {
    let result = try FixtureShop.books().search("do you have winter physics?")
    #expect(result.hits.isEmpty)
    #expect(result.nearest.isEmpty)
    #expect(try FixtureShop.books().ids("do you have winter gender?") == ["b4"])
  }

  @Test func labelsAloneDoNotSayWhatAThingIs() throws {
    let socks = Record(
      reference: RecordReference(collection: "goods", id: "s"), title: "Long Socks",
      fields: [.attribute("care"): .text("machine wash"), .price: FixtureShop.money(9)])
    let goods = try FixtureVersion("goods", kind: "products", [socks])
    #expect(try goods.ids("a washing machine") == [])
    #expect(try goods.ids("machine wash socks") == ["s"])
  }

  @Test func theNumberOfAnOrderIsNotSearched() throws {
    let help = try FixtureShop.help()
    #expect(try help.ids("Where is my order HB-123456?").first == "h10")
    #expect(try help.ids("How much is LMP-1004?").isEmpty)
  }
}
