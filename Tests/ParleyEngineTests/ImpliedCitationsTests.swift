import ParleyDomain
import ParleyEngine
import ParleyPlugin
import ParleyTestKit
import Testing

struct ImpliedCitationsTests {
  private static func candidate(
    _ index: Int, _ title: String, _ identifiers: [String] = [], isPassage: Bool = false
  ) -> ImpliedCitations.Candidate {
    let id = "r\(index)"
    return ImpliedCitations.Candidate(
      index: index,
      source: Source(reference: RecordReference(collection: "books", id: id), title: title),
      identifiers: identifiers, isPassage: isPassage)
  }

  private let records = ImpliedCitations([
    candidate(1, "The Left Hand of Darkness", ["978-0-441-47812-5"]),
    candidate(2, "Dune", ["HB-BK-0042"]), candidate(3, "Dune Messiah"),
    candidate(4, "Gift Card"), candidate(5, "Returns and Refunds", isPassage: true),
    candidate(6, "Lighthouse Mug", ["MUG-1"]), candidate(7, "Lighthouse Mug"),
  ])

  @Test(arguments: [
    ("Try the left hand of darkness.", [1]), ("It is ISBN 9780441478125.", [1]),
    ("ISBN 978-0441478125 fits.", [1]), ("Item hb-bk-0042 is here.", [2]),
    ("Dune is long.", []), ("*Dune* is long.", [2]), ("“Dune” is long.", [2]),
    ("**Dune:** long", []), ("**Dune**: long", []), ("Then Dune Messiah follows.", [3]),
    ("Take *Dune Messiah*.", [3]), ("Sand dunes", []), ("A gift card is nice.", []),
    ("The Gift Card is nice.", [4]), ("See Returns and Refunds.", []),
    ("The Lighthouse Mug is blue.", []), ("Dune Messiahs", []), ("", []),
    ("The Left Hand of Darkness, then Dune Messiah", [1, 3]),
  ])
  func findsWhatIsClearlyNamed(text: String, numbers: [Int]) {
    #expect(records.find(in: text, besides: []).map(\.index) == numbers)
  }

  @Test func rangesAreThoseOfTheTitleInScalars() {
    let text = "🦆 Read Dune Messiah, ja: Dune Messiah!"
    let citation = records.find(in: text, besides: [])[0]
    let scalars = Array(text.unicodeScalars)
    #expect(
      citation.ranges.map { String(String.UnicodeScalarView(scalars[$0])) }
        == ["Dune Messiah", "Dune Messiah"])
  }

  @Test func aRecordWithAMarkerKeepsOnlyThat() async throws {
    let model = FakeModel(saying: "The Dispossessed [1], and then Dune Messiah.")
    let fixture = EngineFixture(
      plugins: [bookInjector], upstreams: [EngineFixture.upstream("main", model)],
      records: [book("a", "The Dispossessed"), book("b", "Dune Messiah"), book("c", "The Dune")])
    let reply = try await fixture.ask("the dune dispossessed messiah")
    #expect(reply.message.citations.map(\.source.reference.id) == ["a", "b"])
    #expect(reply.message.citations.map(\.ranges) == [[17..<20], [31..<43]])
    #expect(reply.message.citations.map(\.index) == [1, 2])
  }

  @Test func theBuiltInModelSetsItsOwnMarkers() async throws {
    let fixture = EngineFixture(
      plugins: [bookInjector],
      upstreams: [
        EngineFixture.upstream("x", FakeModel(saying: "Read Dune Messiah."), extractive: true)
      ], records: [book("b", "Dune Messiah")])
    #expect(try await fixture.ask("messiah").message.citations.isEmpty)
  }
}
