import Testing

@testable import ParleyServer

struct RequestTargetTests {
  @Test func decodesPathAndQuery() throws {
    let target = try RequestTarget("/sources/b%C3%BCcher/a+b?q=caf%C3%A9+au%20lait&empty&a=1=2&q=x")
    #expect(target.path == "/sources/bücher/a+b")
    #expect(target.segments == ["sources", "bücher", "a+b"])
    #expect(target.query.map(\.name) == ["q", "empty", "a", "q"])
    #expect(target.query.map(\.value) == ["café au lait", "", "1=2", "x"])
  }

  @Test(arguments: [
    ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("//a", ["", "a"]), ("/...", ["..."]),
  ])
  func splitsAtSlashes(_ raw: String, _ segments: [String]) throws {
    #expect(try RequestTarget(raw).segments == segments)
  }

  @Test func readsTheAbsoluteForm() throws {
    let target = try RequestTarget("HTTP://shop.example:80?q=1")
    #expect(target.authority == "shop.example:80")
    #expect(target.path == "/")
    #expect(target.query.first?.value == "1")
  }

  @Test(arguments: [
    "", "a", "/a#b", "/%", "/%4", "/%4g", "/%00", "/%0a", "/%7F", "/a\\b", "/%5c", "/%2F", "/.",
    "/..", "/%2e%2e/x", "/%ff", "/%ED%A0%80", "/?q=%", "/?q=%00", "/?%ff=1", "/a b",
  ])
  func refuses(_ raw: String) {
    #expect {
      _ = try RequestTarget(raw)
    } throws: { ($0 as? Refusal)?.status == 400 }
  }
}
