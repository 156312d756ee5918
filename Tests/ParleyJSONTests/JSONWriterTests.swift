import ParleyJSON
import ParleyPlugin
import Testing

@Suite struct JSONWriterTests {
  @Test func compactIsOneLineWithSortedKeys() {
    let value: JSONValue = ["b": [1, nil, true], "a": ["y": "é", "x": [:]], "c": []]
    #expect(JSONWriter.string(value) == #"{"a":{"x":{},"y":"é"},"b":[1,null,true],"c":[]}"#)
  }

  @Test func prettyIndentsByTwoSpaces() {
    let value: JSONValue = ["b": [1, []], "a": [:]]
    let expected = """
      {
        "a": {},
        "b": [
          1,
          []
        ]
      }
      """
    #expect(JSONWriter.string(value, pretty: true) == expected)
  }

  @Test(
    arguments: [
      ("\"\\", #""\"\\""#), ("a\nb\r\tc", #""a\nb\r\tc""#),
      ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#),
      ("\u{2028}\u{2029}\u{85}\u{7F}", #""\u2028\u2029\u0085\u007f""#), ("/é😀", "\"/é😀\""),
      ("\r\n", #""\r\n""#),
    ] as [(String, String)])
  func escapesWhatEndsALine(text: String, expected: String) {
    #expect(JSONWriter.string(.string(text)) == expected)
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (3.0, "3.0"), (-0.0, "-0.0"), (1e21, "1e+21"),
      (.leastNonzeroMagnitude, "5e-324"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
      (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func writesTheShortestNumberThatReadsBack(number: Double, expected: String) {
    #expect(JSONWriter.string(.number(number)) == expected)
  }

  @Test func whatIsWrittenReadsBack() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let value = generator.document(depth: 4)
      let compact = JSONWriter.string(value)
      let lines = compact.split(omittingEmptySubsequences: false) { $0.isNewline }
      #expect(lines.count == 1)
      #expect(try JSONParser.parse(compact) == value)
      #expect(try JSONParser.parse(JSONWriter.bytes(value, pretty: true)) == value)
    }
  }
}
