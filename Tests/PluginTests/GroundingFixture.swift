import Grounding
import ParleyPlugin

/// A shop with a few records, and a reply that rests on them.
struct GroundingFixture {
  var records: [Record]
  var language = "en"
  var question = "Tell me more"
  var earlier: [ChatMessage] = []
  var instructions = "Be friendly."
  var contact: String? = "mailto:desk@example.org"

  /// Two books, a mug on sale and a page about delivery, in dollars.
  static let english = GroundingFixture(records: shop(currency: "USD"))

  /// The same in euros.
  static func euros(_ language: String) -> GroundingFixture {
    GroundingFixture(records: shop(currency: "EUR"), language: language)
  }

  private static func shop(currency: String) -> [Record] {
    func money(_ decimal: String) -> FieldValue {
      Money(decimal: decimal, currency: currency).map(FieldValue.money) ?? .text(decimal)
    }
    return [
      record(
        "dune", "Dune", "A desert planet. Book 1 of 6.",
        [
          .price: money("9.99"), .stock: .number(4), .pages: .number(612),
          .published: .number(1965), .isbn: .text("978-0-441-17271-9"), .sku: .text("HB-BK-0042"),
        ]),
      record(
        "messiah", "Dune Messiah", "",
        [
          .price: money("12.99"), .stock: .number(2), .pages: .number(336),
          .published: .text("1969-10-15"), .isbn: .text("0-593-09823-1"),
          .sku: .text("HB-BK-0043"),
        ]),
      record(
        "mug", "Lighthouse Mug", "Holds 350 ml, dishwasher safe.",
        [
          .price: money("14.50"), .salePrice: money("11.60"), .stock: .number(0),
          .gtin: .text("4006381333931"), .attribute("material"): .text("70% recycled clay"),
        ]),
      record(
        "atlas", "The Great Atlas: Maps of 1900", "",
        [.price: money("1299.00"), .stock: .number(12), .pages: .number(1024)]),
      Record(
        reference: RecordReference(collection: "help", id: "delivery"), title: "Delivery",
        text: "Delivery costs \(currency == "USD" ? "$4.95" : "4,95 €"), free over 50 \(currency). "
          + "Returns within 30 days."),
    ]
  }

  private static func record(
    _ id: String, _ title: String, _ text: String, _ fields: [FieldName: FieldValue]
  ) -> Record {
    Record(
      reference: RecordReference(collection: "shop", id: id), title: title, text: text,
      fields: fields)
  }

  // MARK: Running

  var injected: [InjectedPart] {
    records.enumerated().map { position, record in
      InjectedPart(
        plugin: "books", part: Part(.data, text: record.text, source: record.source),
        index: position + 1)
    }
  }

  var turn: Turn {
    Turn(
      chat: ChatID("chat"),
      persona: PersonaInfo(name: "clerk", label: "Clerk", language: language, contact: contact),
      message: ChatMessage(
        id: MessageID("m1"), role: .user, text: question, createdAt: Timestamp(milliseconds: 0)),
      history: earlier)
  }

  var host: HostFixture { HostFixture(records: records) }

  func plugin(
    _ mismatch: GroundingPlugin.Mismatch, figures: [String]? = nil
  ) throws -> GroundingPlugin {
    let all = ["price", "stock", "isbn", "sku", "year", "pages", "percent"]
    let options: JSONValue = [
      "figures": .array((figures ?? all).map { .string($0) }),
      "on_mismatch": .string(mismatch.rawValue),
    ]
    return try GroundingPlugin(options: options.decoded())
  }

  func annotations(
    on reply: String, _ mismatch: GroundingPlugin.Mismatch = .notice, figures: [String]? = nil,
    upstream: String? = "main"
  ) async throws -> [Annotation] {
    let record = ReplyRecord(
      id: MessageID("m2"), text: reply, finishReason: .stop, upstream: upstream, model: "model",
      usage: Usage(), citations: [], notices: [], duration: .zero)
    let exchange = Exchange(
      turn: turn, reply: record, injected: injected, instructions: instructions)
    return try await plugin(mismatch, figures: figures).beforeDone(exchange, host)
  }

  /// The figures in a reply that nothing confirms, as it writes them.
  func ungrounded(in reply: String, figures: [String]? = nil) async throws -> [String] {
    let scalars = Array(reply.unicodeScalars)
    return try await annotations(on: reply, figures: figures).compactMap(\.range).map {
      String(String.UnicodeScalarView(scalars[$0]))
    }
  }

  func verdict(on sentence: String, before: String = "") async throws -> SentenceVerdict {
    try await plugin(.hold).release(
      DraftSentence(
        text: sentence, before: before, turn: turn, injected: injected,
        instructions: instructions), host)
  }
}
