import ParleyConfig
import ParleyPlugin
import Testing

@Suite struct YAMLWriterTests {
  private func readBack(_ value: JSONValue) throws -> JSONValue? {
    try YAMLDocument.parse(Array(YAMLWriter.string(value).utf8))?.resolved()
  }

  @Test func writesWhatPeopleWouldWrite() {
    let value: JSONValue = [
      "name": "main", "list": [1, "two", ["a": true, "b": .null]], "empty": [], "none": [:],
      "text": "first\nsecond\n", "number": "12", "word": "no", "colon": "a: b", "price": 1.5,
    ]
    let schema = OptionSchema([
      Option("name", .text, .required, ""), Option("list", .list(.any), .required, ""),
    ])
    #expect(
      YAMLWriter.string(value, order: schema) == """
        name: main
        list:
          - 1
          - two
          - a: true
            b: null
        colon: "a: b"
        empty: []
        none: {}
        number: "12"
        price: 1.5
        text: |
          first
          second
        word: "no"

        """)
  }

  @Test(arguments: [
    "", " ", "a ", " a", "-", "- a", "#", "a #b", "a:", "a: b", ":", "?", "*a", "&a", "!a", "@a",
    "%",
    "`", "|", ">", "{", "[", "'", "\"", "\\", "true", "Null", "~", "0x1", "1e3", "007", "1.", "\n",
    "a\n", "a\n\n", "\na", " a\nb", "a\n b\n", "a\r\nb", "a\tb", "\t", "a\u{85}b", "a\u{2028}b\nc",
    "é", "日本語", "🙂", "a\nb", "---", "...", "--- a", "a\n---\nb", "<<", "=", "${A}", "1:30",
    "\u{FEFF}x",
    "x\u{A0}", "a\n\n\nb\n", "a  \nb",
  ])
  func everyTextComesBack(_ text: String) throws {
    for value: JSONValue in [
      .string(text), ["k": .string(text)], [[.string(text)]], [["k": .string(text)]],
    ] {
      #expect(try readBack(value) == value)
    }
    if text != "<<" { #expect(try readBack([text: 1]) == [text: 1]) }
  }

  @Test func anyValueComesBack() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let value = Self.value(depth: 4, &random)
      #expect(try readBack(value) == value, "\(YAMLWriter.string(value))")
    }
  }

  @Test func theShippedConfigurationComesBack() throws {
    let tree = try ConfigurationLoader.load(
      path: ShippedConfigurationTests.path, environment: [:],
      plugins: ConfigurationFixture.plugins
    ).tree
    let text = YAMLWriter.string(tree, order: ConfigurationSchema.root)
    #expect(text.hasPrefix("version: 1\nserver:\n  listen: 127.0.0.1:8080\n  public_url: "))
    #expect(try YAMLDocument.parse(Array(text.utf8))?.resolved() == tree)
  }

  private static func value(depth: Int, _ random: inout some RandomNumberGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: .null
    case 1: .boolean(.random(using: &random))
    case 2: .integer(.random(in: .min ... .max, using: &random))
    case 3: .number(.random(in: -1e9...1e9, using: &random))
    case 4: .string(text(&random))
    case 5, 6:
      .array(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth - 1, &random) })
    default:
      .object(
        Dictionary(
          (0..<Int.random(in: 0...3, using: &random)).map { _ in
            ("k" + text(&random), value(depth: depth - 1, &random))
          }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func text(_ random: inout some RandomNumberGenerator) -> String {
    let letters = Array("ab1 .:-#'\"\\\n\t{}[],&*!|>%@?=~é🙂\u{85}\u{2029}")
    return String(
      (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
        letters.randomElement(using: &random)
      })
  }
}
