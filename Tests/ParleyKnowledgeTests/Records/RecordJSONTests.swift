import ParleyJSON
import ParleyPlugin
import Testing

@testable import ParleyKnowledge

@Suite struct RecordJSONTests {
  @Test func nothingIsLost() throws {
    let record = Record(
      reference: RecordReference(collection: "shop", id: "a/b#1"), title: "Tītle",
      text: "Some.\nText",
      url: "https://example.org",
      fields: [
        .price: .money(Money(tenThousandths: 149_900, currency: "USD")),
        .salePrice: .money(Money(tenThousandths: 1, currency: "JPY")),
        .published: .timestamp(Timestamp(milliseconds: -24_969_600_000)),
        .stock: .number(3), .seriesNumber: .number(1.5), .sku: .text("0042"),
        .authors: .list([.text("A"), .text("B")]), .attribute("pieces"): .number(1000),
        .attribute("care"): .list([.text("wash"), .number(30)]),
      ])
    let text = JSONWriter.string(RecordJSON.value(of: record))
    let back = RecordJSON.record(from: try JSONParser.parse(text), collection: "shop")
    #expect(back == record)
  }

  @Test func readsLikeARecord() {
    let record = Record(
      reference: RecordReference(collection: "shop", id: "1"), title: "Mug",
      fields: [.stock: .number(3), .attribute("care"): .text("wash")])
    #expect(
      JSONWriter.string(RecordJSON.value(of: record))
        == #"{"attributes":{"care":"wash"},"id":"1","stock":3,"title":"Mug"}"#)
  }

  @Test func refusesOtherJSON() {
    #expect(RecordJSON.record(from: ["id": "1"], collection: "shop") == nil)
    #expect(
      RecordJSON.record(from: ["id": "1", "title": "A", "x": true], collection: "shop") == nil)
    #expect(RecordJSON.record(from: [], collection: "shop") == nil)
  }
}
