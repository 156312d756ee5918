import ParleyConfig
import ParleyPlugin
import Testing

@Suite struct YAMLNodeResolvedTests {
  @Test(
    arguments: [
      ("null", .null), ("~", .null), ("", .null), ("true", true), ("FALSE", false),
      ("12", 12), ("-3", -3), ("+5", 5), ("0", 0), ("0x1F", 31), ("0o17", 15),
      ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-2.5E-1", -0.25),
      ("0123456789", "0123456789"), ("007", "007"), ("-01", "-01"), ("00.5", "00.5"),
      ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("1_000", "1_000"), ("0x", "0x"),
      ("0x-1", "0x-1"),
      (".", "."), ("-", "-"), ("1e", "1e"), ("e5", "e5"), ("1.2.3", "1.2.3"),
      ("2024-01-02", "2024-01-02"),
      (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"),
      ("99999999999999999999", "99999999999999999999"),
    ] as [(String, JSONValue)])
  func followsTheCoreSchema(_ text: String, _ expected: JSONValue) {
    let node = YAMLNode(.scalar(text, .plain), at: YAMLMark(line: 1, column: 1))
    #expect(node.resolved() == expected)
  }

  @Test func quotedAndBlockTextStaysText() throws {
    let node = try YAMLDocument.parse(Array("a: '12'\nb: |\n  true\nc: [1, x, {d: null}]\n".utf8))
    #expect(node?.resolved() == ["a": "12", "b": "true\n", "c": [1, "x", ["d": .null]]])
  }
}
