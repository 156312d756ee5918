import ParleyConfig
import Testing

@Suite struct YAMLDocumentTests {
  private func parse(_ text: String, limits: YAMLLimits = .document) throws(YAMLError) -> YAMLNode?
  {
    try YAMLDocument.parse(Array(text.utf8), limits: limits)
  }

  private func failure(_ text: String, limits: YAMLLimits = .document) -> String {
    failure(Array(text.utf8), limits: limits)
  }

  private func failure(_ bytes: [UInt8], limits: YAMLLimits = .document) -> String {
    do throws(YAMLError) {
      _ = try YAMLDocument.parse(bytes, limits: limits)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func textStaysAsWrittenWithItsPlaceAndStyle() throws {
    let root = try #require(
      try parse("isbn: 0123456789\nver: 1.10\nname: 'NO'\ntext: |\n  a\n  b\n"))
    #expect(root["isbn"]?.text == "0123456789")
    #expect(root["ver"]?.text == "1.10")
    guard case .scalar("NO", .quoted) = root["name"]?.content else {
      Issue.record("quoted style is lost")
      return
    }
    #expect(root["name"]?.mark == YAMLMark(line: 3, column: 7))
    #expect(root["text"]?.text == "a\nb\n")
  }

  @Test(arguments: ["", "# only a comment\n", "---\n", "\u{FEFF}"])
  func nothingIsNoDocument(_ text: String) throws {
    #expect(try parse(text) == nil)
  }

  @Test func aByteOrderMarkDoesNotMoveTheFirstLine() throws {
    let root = try #require(try parse("\u{FEFF}a: 1\nb: 2\n"))
    #expect(root.entries?.count == 2)
    #expect(root.mark == YAMLMark(line: 1, column: 1))
  }

  @Test(arguments: [
    (
      "title: Dune: Messiah\n",
      "1:12: a ':' is not allowed here; if it belongs to the value, quote the value, else check the indentation of this line"
    ),
    ("a:\n\tb: 1\n", "2:1: a tab cannot indent; use spaces"),
    ("a: \"x\nb: 1\n", "3:1: the quote that opens at 1:4 is never closed"),
    (
      "a:\n    b: 1\n  c: 2\n",
      "3:3: expected a key; check the indentation: the mapping around it begins at 1:1"
    ),
    ("a: @b\n", "1:4: text cannot begin with '@'; quote the value"),
    (
      "a: [1, 2\nb: 3\n",
      "2:2: expected ',' or ']'; the list that opens at 1:4 goes on; inside [ ] and { } quote text that holds brackets, as in \"${NAME}\""
    ),
    ("a: - b\n", "1:4: '- ' is not allowed here; begin the list on a line of its own"),
    ("a: \"\\q\"\n", "1:5: unknown escape after '\\'; write '\\\\', or use single quotes"),
  ])
  func syntaxErrorsSayWhatToDo(_ text: String, _ expected: String) {
    #expect(failure(text) == expected)
  }

  @Test func aKeyThatStandsTwiceNamesBothLines() {
    #expect(failure("a: 1\nb: 2\na: 3\n") == "3:1: key 'a' stands twice: in line 1 and in line 3")
  }

  @Test(arguments: [
    (
      "a: &x 1\nb: *x\n",
      "1:4: aliases are not supported, nor anchors; write the value out, or quote text that begins with '&' or '*'"
    ),
    (
      "b: *x\n",
      "1:4: aliases are not supported, nor anchors; write the value out, or quote text that begins with '&' or '*'"
    ),
    ("<<: {a: 1}\n", "1:1: merge keys ('<<') are not supported; write the keys out"),
    (
      "a: !!python/object x\n",
      "1:4: tags are not supported ('!!python/object'); leave it out, or quote text that begins with '!'"
    ),
    (
      "a: !include x\n",
      "1:4: tags are not supported ('!include'); leave it out, or quote text that begins with '!'"
    ),
    ("a: 1\n---\nb: 1\n", "2:1: a second document begins in line 2; a file holds one"),
    ("[a]: 1\n", "1:1: a key has to be text, not a list or mapping"),
    (
      "a: \"\\0\"\n",
      "1:4: an escape in this text stands for a control character; leave it out"
    ),
  ])
  func refusesWhatCouldSurprise(_ text: String, _ expected: String) {
    #expect(failure(text) == expected)
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0xFF], "1:4: byte 3: 0xFF is not UTF-8; save the file as UTF-8"),
      ([0x61, 0x3A, 0x20, 0xC3], "1:4: byte 4: the file ends in the middle of a character"),
      ([0x61, 0x3A, 0x20, 0xC0, 0x80], "1:4: byte 3: 0xC0 is not UTF-8; save the file as UTF-8"),
      ([0x61, 0x0A, 0xED, 0xA0, 0x80], "2:1: byte 3: 0xA0 is not UTF-8; save the file as UTF-8"),
      ([0x61, 0x3A, 0x20, 0x00], "1:4: byte 3: NUL is not text"),
      ([0x61, 0x3A, 0x20, 0x1B], "1:4: byte 3: control character 0x1B is not allowed"),
      ([0x61, 0xC2, 0x9B], "1:2: byte 2: control character U+9B is not allowed"),
      (
        [0xFF, 0xFE, 0x61, 0x00],
        "1:1: byte 0: 0xFF is not UTF-8; is this UTF-16? Save the file as UTF-8"
      ),
      (
        [0x61, 0x00, 0x3A, 0x00],
        "1:2: byte 1: NUL is not text; is this UTF-16? Save the file as UTF-8"
      ),
    ] as [([UInt8], String)])
  func encodingErrorsTellTheByte(_ bytes: [UInt8], _ expected: String) {
    #expect(failure(bytes) == expected)
  }

  @Test func everythingHasALimit() {
    let small = YAMLLimits(bytes: 100, depth: 3, nodes: 5)
    #expect(
      failure(String(repeating: " ", count: 101), limits: small)
        == "1:1: the file has 101 bytes; at most 100 bytes are read")
    #expect(
      failure("[[[[x]]]]", limits: small)
        == "1:4: lists and mappings nest more than 3 levels deep")
    #expect(failure("[1, 2, 3, 4, 5]", limits: small) == "1:14: the file has more than 5 values")
  }

  /// Texts that a parser might look at again and again; each must be done in passing.
  @Test(arguments: [
    "[", "{", "{a: ", "- ", "? ", "a: ", "- a\n", "a,", "[1],", "\"", "'", "x", " ", "\n", "#",
    "# a\n",
    "&a ", "*a ", "!a ", "| ", "a:\n ", "-\n ", "\t", "%a\n", "---\n", "...\n", ",", ":", "[]: ",
    "é",
  ])
  func noPatternTakesLong(_ pattern: String) {
    let count = (1 << 18) / pattern.utf8.count
    for prefix in ["", "[", "a: \"", "a: |\n  "] {
      let text = prefix + String(repeating: pattern, count: count)
      let duration = ContinuousClock().measure { _ = failure(text) }
      #expect(duration < .seconds(5), "\(prefix)")
    }
  }

  @Test func depthIsRefusedBeforeItCostsTime() {
    let bomb = String(repeating: "[", count: 500_000)
    let duration = ContinuousClock().measure {
      #expect(failure(bomb) == "1:33: lists and mappings nest more than 32 levels deep")
    }
    #expect(duration < .seconds(1))
  }
}
