import ParleyPlugin
import Testing

/// Passages of documents.
struct ExtractivePassageTests {
  let shipping = passage(
    "s1", page: "shipping", headings: ["Shipping", "What does it cost?"],
    "Standard shipping costs $5.95.\n\n| Where | Days |\n| --- | --- |\n| Maine | 2 |")
  let abroad = passage(
    "s2", page: "shipping", headings: ["Shipping", "Abroad?"], "Canada: $16.95.")
  let returns = passage("r1", page: "returns", headings: ["Returns"], "Within 30 days.")

  func reply(_ result: SearchResult) async throws -> String {
    try await ExtractiveTurn(message: "shipping cost", results: [result]).reply()
  }

  @Test func thePassageStandsUnchangedUnderItsHeading() async throws {
    let reply = try await reply(found([shipping, abroad, returns], scores: [9, 8.9, 3]))
    #expect(
      reply == """
        shipping \u{203A} Shipping \u{203A} What does it cost? [1]

        \(shipping.text)

        I look things up and read them out; I am not a language model.
        """)
  }

  @Test func aSecondComesOnlyFromAnotherPageThatIsNearlyAsGood() async throws {
    let reply = try await reply(found([shipping, abroad, returns], scores: [9, 8.9, 8.5]))
    #expect(reply.contains(shipping.text) && reply.contains("Returns [3]\n\nWithin 30 days."))
    #expect(!reply.contains("Canada"))
  }

  @Test func aTitleThatIsAHeadingIsNotRepeated() async throws {
    let record = passage("o", page: "Opening hours", headings: ["Opening hours", "Today"], "10-6")
    #expect(try await reply(found([record])).hasPrefix("Opening hours \u{203A} Today [1]\n\n10-6"))
  }
}
