import Testing

@testable import ParleyConfig

struct NearestNameTests {
  private let names = ["serve", "status", "knowledge", "explain"]

  @Test(arguments: [
    ("sreve", "serve"), ("stat", "status"), ("knowlege", "knowledge"), ("explian", "explain"),
    ("xyz", nil), ("", nil), (String(repeating: "s", count: 100_000), nil),
  ])
  func findsWhatWasMeant(word: String, name: String?) {
    #expect(NearestName.of(word, among: names) == name)
  }

  @Test func advisesWithTheKnownNamesWhenNoneIsNear() {
    #expect(NearestName.advice("port", among: ["host"]) == "; known are host")
    #expect(NearestName.advice("hots", among: ["host"]) == "; did you mean 'host'?")
    #expect(NearestName.advice("port", among: []) == "")
    #expect(NearestName.question("port", among: ["host"]) == "")
  }
}
