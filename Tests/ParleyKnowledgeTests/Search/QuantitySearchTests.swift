import ParleyPlugin
import Testing

@testable import ParleyKnowledge

/// Requests that write a quantity otherwise than the records do.
struct QuantitySearchTests {
  private func catalog(_ language: String, _ titles: [String]) throws -> FixtureVersion {
    try FixtureVersion(
      "shop", kind: "products", language: language, currency: "EUR",
      titles.map {
        Record(reference: RecordReference(collection: "shop", id: $0), title: $0, fields: [:])
      })
  }

  /// Expects that each request finds each title first, though others of the same goods come before it.
  private func expect(
    _ requests: [String], find titles: [String], among others: [String], language: String = "en",
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    for title in titles {
      let shop = try catalog(language, others + [title])
      for request in requests {
        let found = try shop.ids(request)
        #expect(found.first == title, "\(request)", sourceLocation: location)
      }
    }
  }

  // MARK: Lengths

  @Test func inchesAndMillimetresAreTheSameLength() throws {
    try expect(
      [
        "1/2 inch pipe", "1/2 in pipe", "1/2\" pipe", "½\" pipe", "0.5 in. pipe", ".5 inch pipe",
        "12.7 mm pipe", "12.7mm pipe", "1.27 cm pipe", "1/2 pulgada pipe",
      ],
      find: [
        "Copper Pipe 1/2 in.", "Copper Pipe 1/2-inch", "Copper Pipe ½ in.", "Copper Pipe 0.5 in.",
        "Copper Pipe 12.7 mm", "Copper Pipe 12.7mm", "Copper Pipe 1/2\"",
      ],
      among: [
        "Copper Pipe 3/4 in.", "Copper Pipe 25.4 mm", "Copper Pipe 1 in.",
        "Copper Pipe 19 mm", "Copper Pipe 2 in.",
      ])
  }

  @Test func nobodyRoundsHalfAnInchToThirteenMillimetres() throws {
    let shop = try catalog("en", ["Copper Pipe 1/2 in.", "Copper Pipe 13 mm"])
    #expect(try shop.ids("13 mm pipe").first == "Copper Pipe 13 mm")
    #expect(try shop.ids("12.7 mm pipe").first == "Copper Pipe 1/2 in.")
    let inches = Measure(value: 0.5, unit: UnitWords.inch)
    #expect(!inches.isSame(as: Measure(value: 13, unit: UnitWords.millimetre)))
    #expect(inches.isSame(as: Measure(value: 12.7, unit: UnitWords.millimetre)))
  }

  @Test func wholeNumbersWithFractionsAreOneNumber() throws {
    try expect(
      ["1-1/2 in. elbow", "1 1/2\" elbow", "1½ inch elbow", "1.5 in elbow", "38.1 mm elbow"],
      find: ["Elbow 1-1/2 in.", "Elbow 1.5 in.", "Elbow 1½\"", "Elbow 38.1 mm"],
      among: ["Elbow 3/4 in.", "Elbow 1 in.", "Elbow 2 in.", "Elbow 1-1/4 in."])
  }

  @Test func feetAndInchesAreOneLength() throws {
    try expect(
      ["6'2\" curtain", "6 ft 2 in curtain", "74 inch curtain", "74\" curtain"],
      find: ["Curtain 74 in.", "Curtain 6 ft. 2 in."],
      among: ["Curtain 62 in.", "Curtain 6 ft.", "Curtain 2 ft.", "Curtain 72 in."])
  }

  // MARK: Sides

  @Test func sidesAreFoundHoweverTheyAreWritten() throws {
    try expect(
      [
        "5 ft x 8 ft rug", "5x8 foot rug", "5 x 8 ft rug", "5' x 8' rug", "60 in x 96 in rug",
        "60\" x 96\" rug", "5 by 8 feet rug", "5ft x 8ft rug",
      ],
      find: ["Wool Rug 5 ft. x 8 ft.", "Wool Rug 5 x 8 ft."],
      among: ["Wool Rug 8 ft. x 10 ft.", "Wool Rug 4 ft. x 6 ft.", "Wool Rug 8 in. x 8 in."])
    try expect(
      ["5x8 rug", "5 x 8 rug", "5'x8' rug"], find: ["Wool Rug 5x8", "Wool Rug 5 ft. x 8 ft."],
      among: ["Wool Rug 8x10", "Wool Rug 5x7", "Wool Rug 3 ft. x 5 ft."])
  }

  @Test func sidesAreFoundInOtherUnits() throws {
    let shop = try catalog("en", ["Wool Rug 60 in. x 96 in.", "Wool Rug 6 ft. x 9 ft."])
    for request in ["5 ft x 8 ft rug", "5x8 foot rug", "5' x 8' rug", "60 x 96 inch rug"] {
      #expect(try shop.ids(request).contains("Wool Rug 60 in. x 96 in."), "\(request)")
    }
  }

  @Test func sidesHaveAnOrder() throws {
    let shop = try catalog("en", ["Window 8 x 5 ft.", "Window 5 x 8 ft."])
    #expect(try shop.ids("5 x 8 window").first == "Window 5 x 8 ft.")
    #expect(try shop.ids("8 x 5 window").first == "Window 8 x 5 ft.")
    #expect(try shop.ids("5x8 window").first == "Window 5 x 8 ft.")
    #expect(try shop.ids("60 x 96 inch window").first == "Window 5 x 8 ft.")
  }

  // MARK: Other dimensions

  @Test func volumesAreTheSameInAllUnits() throws {
    try expect(
      ["2.5 l kettle", "2.5l kettle", "2500 ml kettle", "2500ml kettle", "250 cl kettle"],
      find: [
        "Kettle 2.5 l", "Kettle 2.5l", "Kettle 2500 ml", "Kettle 2500ml", "Kettle 2.5 litres",
      ],
      among: ["Kettle 1.5 l", "Kettle 2 l", "Kettle 5 l", "Kettle 1500 ml"])
    try expect(
      ["1 gallon paint", "1-gal paint", "4 qt paint"],
      find: ["Paint 1 gal.", "Paint 1 Gallon", "Paint 4 qt."],
      among: ["Paint 5 gal.", "Paint 1 qt."])
  }

  @Test func weightsAreTheSameInAllUnits() throws {
    try expect(
      ["1 kg coffee", "1kg coffee", "1000g coffee", "1000 g coffee", "1 kilo coffee"],
      find: ["Coffee 1 kg", "Coffee 1kg", "Coffee 1000 g", "Coffee 1000g"],
      among: ["Coffee 500 g", "Coffee 2 kg", "Coffee 250g"])
    try expect(
      ["16oz coffee", "1 lb coffee", "16 ounces coffee", "1 pound of coffee", "454 g coffee"],
      find: ["Coffee 16 oz.", "Coffee 1 lb.", "Coffee 16oz", "Coffee 454 g"],
      among: ["Coffee 12 oz.", "Coffee 5 lb.", "Coffee 2 lbs."])
  }

  @Test func electricalFiguresAndMemoryMeetToo() throws {
    try expect(
      ["18V drill", "18-volt drill", "18 v drill", "18 volts drill"],
      find: ["Drill 18V", "Drill 18-Volt", "Drill 18 v"], among: ["Drill 12V", "Drill 20-Volt"])
    try expect(
      ["100 W bulb", "100w bulb", "100 watt bulb"], find: ["Bulb 100W", "Bulb 100-Watt"],
      among: ["Bulb 60W", "Bulb 75-Watt"])
    try expect(
      ["32 GB card", "32gb card"], find: ["Memory Card 32GB", "Memory Card 32 GB"],
      among: ["Memory Card 64GB", "Memory Card 16 GB"])
    try expect(
      ["1 TB disk"], find: ["Disk 1000 GB", "Disk 1TB"], among: ["Disk 500 GB", "Disk 2TB"])
  }

  // MARK: Languages

  @Test func decimalCommasAndUnitsOfFourLanguagesAreRead() throws {
    try expect(
      ["Gießkanne 2,5 l", "Gießkanne 2500 ml", "Gießkanne 2,5 Liter"],
      find: ["Gießkanne 2,5 Liter", "Gießkanne 2500 ml"], among: ["Gießkanne 5 Liter"],
      language: "de")
    try expect(
      ["Rohr 1/2 Zoll", "Rohr 12,7 mm", "Rohr ½\""], find: ["Rohr 1/2 Zoll", "Rohr 12,7 mm"],
      among: ["Rohr 3/4 Zoll", "Rohr 25,4 mm"], language: "de")
    try expect(
      ["écran 24 pouces", "écran 24\""], find: ["Écran 24 pouces", "Écran 60,96 cm"],
      among: ["Écran 27 pouces", "Écran 22 pouces"], language: "fr")
    try expect(
      ["tubo de 2 pulgadas", "tubo 50,8 mm"], find: ["Tubo 2 pulgadas", "Tubo 50,8 mm"],
      among: ["Tubo 3 pulgadas", "Tubo 25,4 mm"], language: "es")
    try expect(
      ["monitor 24 polegadas"], find: ["Monitor 24 polegadas", "Monitor 24\""],
      among: ["Monitor 27 polegadas"], language: "pt")
  }

  // MARK: What stays

  @Test func whatIsWrittenAsAskedComesFirst() throws {
    let shop = try catalog(
      "en", ["Copper Pipe 1/2 in.", "Copper Pipe 12.7 mm", "Copper Pipe 0.5 in."])
    #expect(try shop.ids("12.7 mm pipe").first == "Copper Pipe 12.7 mm")
    #expect(try shop.ids("0.5 in pipe").first == "Copper Pipe 0.5 in.")
    #expect(try Set(shop.ids("1/2 in pipe")).count == 3)
  }

  @Test func boundsOfMeasuresAreNoPrices() throws {
    let lamp = Record(
      reference: RecordReference(collection: "shop", id: "lamp"), title: "Floor Lamp 150 cm",
      fields: [.price: .money(Money(tenThousandths: 2_000_000, currency: "USD"))])
    let shop = try FixtureVersion("shop", kind: "products", [lamp])
    #expect(try shop.search("lamp under 32 GB").reading.filters.isEmpty)
    #expect(try shop.search("lamp under 32").reading.filters.count == 1)
  }
}

extension UnitWords {
  fileprivate static let inch = MeasureUnit.table.first { $0.name == "in" }
  fileprivate static let millimetre = MeasureUnit.table.first { $0.name == "mm" }
}
