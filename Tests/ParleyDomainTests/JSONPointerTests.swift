import ParleyDomain
import ParleyPlugin
import Testing

struct JSONPointerTests {
  private let settings: JSONValue = [
    "url": "https://a.example",
    "headers": ["X/Y~Z": "token", "A": "https://b.example"],
    "list": [1, ["deep": "found"]],
    "copy": "token",
  ]

  @Test(arguments: [
    ("https://a.example", "/url"), ("https://b.example", "/headers/A"), ("found", "/list/1/deep"),
    // The first in the order of the keys.
    ("token", "/copy"),
  ])
  func aTextIsFoundAndReadAgain(text: String, place: String) {
    #expect(settings.pointer(to: text)?.description == place)
    #expect(settings[JSONPointer(place)] == .string(text))
  }

  @Test func namesAreEscaped() {
    let headers: JSONValue = ["headers": ["X/Y~Z": "token"]]
    #expect(headers.pointer(to: "token")?.description == "/headers/X~1Y~0Z")
    #expect(headers[JSONPointer("/headers/X~1Y~0Z")] == "token")
  }

  @Test(arguments: ["https://a.example/", "https://a", "HTTPS://a.example", "1"])
  func onlyAWholeTextIsFound(text: String) {
    #expect(settings.pointer(to: text) == nil)
  }

  @Test(arguments: ["/nothing", "/list/2", "/list/-1", "/list/x", "/url/0", "url"])
  func aPlaceThatIsNotThereHoldsNothing(place: String) {
    #expect(settings[JSONPointer(place)]?.string == nil)
  }
}
