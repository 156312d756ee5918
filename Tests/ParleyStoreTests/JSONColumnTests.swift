import ParleyPlugin
import Testing

@testable import ParleyStore

@Suite struct JSONColumnTests {
  @Test(
    arguments: [
      (["a\u{0}b": ["\u{0}"]], ["a\u{FFFD}b": ["\u{FFFD}"]]),
      // The letters, which are no NUL.
      (["text": "\\u0000"], ["text": "\\u0000"]), (["n": [1, nil, true]], ["n": [1, nil, true]]),
    ] as [(JSONValue, JSONValue)])
  func whatIsStoredCanBeReadBack(value: JSONValue, expected: JSONValue) throws {
    #expect(try JSONColumn.value(JSONColumn.text(value), in: "a test") == expected)
  }
}
