import ParleyJSON
import ParleyPlugin
import Testing

@Suite struct JSONOutlineTests {
  private func outline(_ text: String) throws -> JSONOutline {
    try JSONOutline(Array(text.utf8), limit: 1 << 20)
  }

  private func elements(_ text: String) throws -> [JSONValue] {
    let outline = try outline(text)
    return try outline.elements(in: outline.document()).map { try outline.value(in: $0) }
  }

  private func members(_ text: String) throws -> [String: JSONValue] {
    let outline = try outline(text)
    return try Dictionary(
      outline.members(in: outline.document()).map { ($0.key, try outline.value(in: $0.value)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test(arguments: [
    "[]", " [ ] \n", "[1]", #"[1,"a,]\"[",{"a":[1,{"b":"]"}]},[[]],null , true, -1.5e3]"#,
    "[\"\\\\\",\"ü\",\n{}]", "[[1,2],[3,[4]]]", #"["\u005d", "\\"]"#,
  ])
  func elementsAreThoseOfTheParser(text: String) throws {
    #expect(try elements(text) == JSONParser.parse(text).array)
  }

  @Test(arguments: [
    "{}", " { } ", #"{"a":1}"#, #"{"a" : {"b":[1,2]} , "c}":"\"}," , "d":[{}],"e":null}"#,
    #"{"\u0061":1}"#,
  ])
  func membersAreThoseOfTheParser(text: String) throws {
    #expect(try members(text) == JSONParser.parse(text).object)
  }

  /// Also in pieces, nothing is taken that the parser refuses.
  @Test(arguments: [
    "", " ", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "[1],", "[1] [2]", "[[1]",
    "[\"a]", "[\"a\\\"]", "{]", "[}", "[1}", "[{]", "[{]}]", "[1:2]", "[nul]", "[1\"a\"]",
    "[\"a\"\"b\"]", "[\"a\"1]", "[[]1]", "[01]",
  ])
  func brokenListsAreRefused(text: String) {
    #expect(throws: JSONError.self) { try elements(text) }
  }

  @Test(arguments: [
    "{", "}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#, #"{a:1}"#,
    #"{1:2}"#, #"{"a":1}}"#, #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"a"=1}"#,
    #"{"a":1:2}"#, "[1]", "1",
  ])
  func brokenObjectsAreRefused(text: String) {
    #expect(throws: JSONError.self) { try members(text) }
  }

  @Test func sizeAndDepthAreLimited() throws {
    #expect(throws: JSONError.self) { try JSONOutline([0x5B, 0x5D], limit: 1) }
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(throws: JSONError.self) { try elements("[\(deep)]") }
  }
}
