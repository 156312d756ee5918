import ParleyConfig
import Testing

@Suite struct InstructionVariablesTests {
  @Test(arguments: [
    ("", []), ("plain", []), ("{{a}}", ["a"]), ("{{ a }} {{b}} {{a}}", ["a", "b"]), ("{a}", []),
    ("{{}}", []), ("{{a", []), ("{{a}", []), ("{{{a}}}", ["a"]), ("{{a\nb}}", []), ("{{{{", []),
    ("{{é}}", ["é"]),
  ])
  func findsNamesBetweenDoubleBraces(_ text: String, _ expected: [String]) {
    #expect(InstructionVariables.names(in: text) == expected)
  }

  @Test(arguments: [
    ("", nil), ("{{a}} and {b}", nil), ("Answer as {\"a\": {\"b\": {\"c\": 1}}}.", nil),
    ("{{a}", 1),
    ("one\n{{a}}\nthree {{ b }\n", 3), ("a {{\nb}}", 1), ("shop_name}} sells", 1), ("{{}}", 1),
    ("{shop_name }}", 1), ("{{{a}}}", nil), ("f(x) { if y { z; }}", nil),
  ])
  func findsBracesThatDoNotPairUp(_ text: String, _ line: Int?) {
    #expect(InstructionVariables.lineOfStrayBraces(in: text) == line)
  }
}
