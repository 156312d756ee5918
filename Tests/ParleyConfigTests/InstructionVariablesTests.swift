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
}
