import ParleyJSON
import ParleyPlugin
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), ("true", true), ("false", false), (" 7\n", 7), ("-7", -7),
      ("1.5", 1.5), ("3.0", .number(3)), ("1e3", .number(1000)), ("\"a\"", "a"), ("[]", []),
      ("{}", [:]), ("[1,[2,{}]]", [1, [2, [:]]]), ("{\"a\":{\"b\":[null]}}", ["a": ["b": [nil]]]),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      (#""\u00e9\ud83d\ude00\n\/\\""#, "é😀\n/\\"), ("\"é😀\"", "é😀"), ("{\"\":1}", ["": 1]),
    ] as [(String, JSONValue)])
  func acceptsEveryKindOfValue(text: String, expected: JSONValue) throws {
    #expect(try JSONParser.parse(text) == expected)
  }

  @Test func readsSlicesAndOtherCollections() throws {
    let buffer = Array("xx[1]yy".utf8)
    #expect(try JSONParser.parse(buffer[2..<5]) == [1])
    #expect(try JSONParser.parse(Substring("[1]").utf8) == [1])
  }

  @Test(
    arguments: [
      ("", JSONError.Code.empty, 0), (" \n ", .empty, 3),
      ("[1,2", .truncated, 4), ("{\"a\":1", .truncated, 6), ("\"abc", .truncated, 4),
      ("[1,]", .invalidSyntax, 3), ("{\"a\":1,}", .invalidSyntax, 7), ("[,1]", .invalidSyntax, 1),
      ("// x\n1", .invalidSyntax, 0), ("[1 /* x */]", .invalidSyntax, 3),
      ("# x\n1", .invalidSyntax, 0),
      ("{'a':1}", .invalidSyntax, 1), ("{a:1}", .invalidSyntax, 1), ("[1 2]", .invalidSyntax, 3),
      ("1 2", .trailingData, 2), ("{\"a\":1}}", .trailingData, 7), ("{}{}", .trailingData, 2),
      ("[01]", .invalidSyntax, 1), ("[1.]", .invalidSyntax, 1), ("[+1]", .invalidSyntax, 1),
      ("[.5]", .invalidSyntax, 1), ("[NaN]", .invalidSyntax, 1), ("tru", .invalidSyntax, 0),
      ("[\"a\nb\"]", .invalidSyntax, 3), ("[\"\\q\"]", .invalidSyntax, 1), ("]", .invalidSyntax, 0),
    ] as [(String, JSONError.Code, Int)])
  func refusesBrokenSyntaxWithItsOffset(text: String, code: JSONError.Code, offset: Int) {
    expect(text, fails: code, at: offset)
  }

  @Test(
    arguments: [
      (#"{"a":1,"content":2,"content":3}"#, 19, "content"),
      (#"{"a":{"b":1,"b":1}}"#, 12, "b"),
      (#"{"a":1,"\u0061":2}"#, 7, #"\u0061"#),
      (
        #"{"say \"hi\" to all of them":1,"say \"hi\" to all of them":2}"#, 31,
        #"say \"hi\" to all of them"#
      ),
    ] as [(String, Int, String)])
  func refusesDuplicateKeysByName(text: String, offset: Int, key: String) {
    expect(
      text, fails: .duplicateKey, at: offset,
      description: "duplicate key '\(key)' at byte \(offset)")
  }

  @Test func showsOnlyTheBeginningOfALongKey() {
    let key = String(repeating: #"\\"#, count: 20_000)
    expect(
      "{\"\(key)\":1,\"\(key)\":2}", fails: .duplicateKey, at: 40_006,
      description: "duplicate key '\(key.prefix(64))…' at byte 40006")
  }

  /// Different bytes for Jansson, the same key for a Swift dictionary.
  @Test func refusesKeysThatAreTheSameTextInAnotherNormalForm() {
    expect("{\"\u{E9}\":1,\"e\u{301}\":2}", fails: .duplicateKey, at: 8)
    #expect(throws: JSONError.self) { try JSONParser.parse(#"{"\u00e9":1,"e\u0301":2}"#) }
  }

  @Test(
    arguments: [
      ("1e400", 0, "the number is beyond 1.8e308 at byte 0"),
      ("[-1e999]", 1, "the number is beyond 1.8e308 at byte 1"),
      (
        "[1, 99999999999999999999, 1]", 4,
        "the whole number is out of range (-9223372036854775808 to 9223372036854775807) at byte 4"
      ),
      (
        "[-9223372036854775809]", 1,
        "the whole number is out of range (-9223372036854775808 to 9223372036854775807) at byte 1"
      ),
    ] as [(String, Int, String)])
  func refusesNumbersOutOfRange(text: String, offset: Int, description: String) {
    expect(text, fails: .numberOutOfRange, at: offset, description: description)
  }

  @Test func refusesNestingBeyondTheLimit() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONParser.parse(nested(64))
    expect(
      nested(65), fails: .tooDeep, at: 64, description: "nesting deeper than 64")
    expect(String(repeating: "{\"a\":[", count: 100_000), fails: .tooDeep, at: 6 * 32)
    let brackets = #"["\"[[[[", "]", [1]]"#
    _ = try JSONParser.parse(brackets, limits: JSONLimits(depth: 2))
  }

  /// A limit of ours that is above Jansson's own does not switch off Jansson's.
  @Test func janssonsOwnDepthLimitHolds() {
    let deep = String(repeating: "[", count: 5000)
    let error = #expect(throws: JSONError.self) {
      try JSONParser.parse(deep, limits: JSONLimits(depth: 10_000))
    }
    #expect(error?.code == .tooDeep)
  }

  @Test func refusesDocumentsBeyondTheSizeLimit() throws {
    let limits = JSONLimits(bytes: 4)
    #expect(try JSONParser.parse("1234", limits: limits) == 1234)
    let error = #expect(throws: JSONError.self) { try JSONParser.parse("12345", limits: limits) }
    #expect(error?.code == .tooLarge)
    #expect(error?.description == "the document has 5 bytes, 4 are allowed")
  }

  @Test(
    arguments: [
      [0xEF, 0xBB, 0xBF, 0x31], [0xFF, 0xFE, 0x31, 0x00], [0xFE, 0xFF, 0x00, 0x31],
      [0x31, 0x00], [0x00, 0x31], [0xFF, 0xFE, 0, 0, 0x31, 0, 0, 0],
    ] as [[UInt8]])
  func refusesByteOrderMarksAndUTF16(bytes: [UInt8]) {
    expect(bytes, fails: .byteOrderMark, at: 0, description: "expected UTF-8 without BOM")
  }

  @Test(
    arguments: [
      [0x22, 0x61, 0xFF, 0x22], [0x22, 0x61, 0xC0, 0xAF, 0x22],
      [0x22, 0x61, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0x61, 0xE2, 0x82, 0x22], [0x22, 0x61, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x31, 0x20, 0x80],
    ] as [[UInt8]])
  func refusesInvalidUTF8WithItsOffset(bytes: [UInt8]) {
    expect(bytes, fails: .invalidUTF8, at: 2, description: "invalid UTF-8 at byte 2")
  }

  @Test(arguments: [
    #"["\ud800"]"#, #"["\udc00"]"#, #"["\ud800\ud800"]"#, #"["\ud800\n"]"#, #"["\ud800\u0041"]"#,
    #"["\uD800x"]"#,
  ])
  func refusesLoneSurrogates(text: String) {
    expect(text, fails: .loneSurrogate, at: 2)
  }

  @Test func refusesNUL() {
    expect(#"{"a":"x\u0000"}"#, fails: .nulNotAllowed, at: 7)
    expect(#"{"a\u0000":1}"#, fails: .nulNotAllowed, at: 3)
    #expect(JSONError.Code.nulNotAllowed.rawValue == "nul_not_allowed")
    expect([0x22, 0x61, 0x00, 0x62, 0x22], fails: .nulNotAllowed, at: 2)
  }

  @Test func takesAnEscapedBackslashBeforeUAsText() throws {
    #expect(try JSONParser.parse(#""\\u0000\\ud800""#) == .string(#"\u0000\ud800"#))
  }

  @Test(arguments: ["", "null", "[]", "\"x\"", "  "]) func wantsAnObjectWhereAskedTo(text: String) {
    let error = #expect(throws: JSONError.self) { try JSONParser.parseObject(Array(text.utf8)) }
    #expect(error?.code == .notAnObject)
    #expect(error?.description == "expected a JSON object")
  }

  @Test func givesTheMembersOfAnObject() throws {
    #expect(try JSONParser.parseObject(Array(#"{"a":1}"#.utf8)) == ["a": 1])
    let error = #expect(throws: JSONError.self) { try JSONParser.parseObject(Array("{".utf8)) }
    #expect(error?.code == .truncated)
  }

  private func expect(
    _ text: String, fails code: JSONError.Code, at offset: Int, description: String? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) {
    expect(Array(text.utf8), fails: code, at: offset, description: description, location)
  }

  private func expect(
    _ bytes: [UInt8], fails code: JSONError.Code, at offset: Int, description: String? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: JSONError.self, sourceLocation: location) {
      try JSONParser.parse(bytes)
    }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: location)
    #expect(error?.offset == offset, "\(String(describing: error))", sourceLocation: location)
    if let description { #expect(error?.description == description, sourceLocation: location) }
  }
}
