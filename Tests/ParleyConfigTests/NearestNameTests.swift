import ParleyConfig
import Testing

@Suite struct NearestNameTests {
  private let known = ["server", "sessions", "storage", "plugins", "personas", "upstreams"]

  @Test(arguments: [
    ("servr", "server"), ("Sessions", "sessions"), ("plugin", "plugins"), ("persnoas", "personas"),
    ("up_streams", "upstreams"), ("upstreams_list", "upstreams"), ("pers", "personas"),
  ])
  func findsWhatWasMeant(_ written: String, _ meant: String) {
    #expect(NearestName.of(written, among: known) == meant)
  }

  @Test(arguments: ["", "x", "zebra", "on"])
  func doesNotGuess(_ written: String) {
    #expect(NearestName.of(written, among: known) == nil)
  }

  @Test func namesAllWhenNoneIsNear() {
    #expect(NearestName.advice("zebra", among: ["a", "b"]) == "; known are a, b")
    #expect(NearestName.advice("zebra", among: []) == "")
  }
}
