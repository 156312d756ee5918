import ParleyEngine
import Testing

struct CitationMarkersTests {
  @Test(arguments: [
    ("See [1].", [1]), ("[1][2] and [3]", [1, 2, 3]), ("both [1, 2]", [1, 2]),
    ("year [2019]", []), ("link [1](https://x)", []), ("[a] [ 1] [1,] []", []), ("[12", []),
    ("array[0] and [007]", [0, 7]), ("ünïcode [4] 🦆 [5]", [4, 5]),
  ])
  func readsMarkers(text: String, numbers: [Int]) {
    #expect(CitationMarkers(in: text).markers.map(\.number) == numbers)
  }

  @Test func rangesCountUnicodeScalars() {
    let text = "🦆é [1] x"
    let range = CitationMarkers(in: text).markers[0].range
    let scalars = Array(text.unicodeScalars)
    #expect(String(String.UnicodeScalarView(scalars[range])) == "[1]")
  }
}
