import ParleyPlugin
import Testing

@Suite struct JSONValueDecoderTests {
  private struct Settings: Decodable, Equatable {
    enum Colour: String, Decodable { case red, green }
    struct Place: Decodable, Equatable {
      var name: String
      var size: Double?
    }

    var collection: String
    var top: Int
    var timeout: Duration?
    var colours: [Colour]
    var places: [String: Place]
    var extra: JSONValue?
  }

  @Test func decodesSettings() throws {
    let document: JSONValue = [
      "collection": "books", "top": 5.0, "timeout": "300ms", "colours": ["red", "green"],
      "places": ["a": ["name": "Harbour", "size": 3], "b": ["name": "Hill", "size": nil]],
      "extra": ["deep": [1, nil]], "unknown": true,
    ]
    let expected = Settings(
      collection: "books", top: 5, timeout: .milliseconds(300), colours: [.red, .green],
      places: ["a": .init(name: "Harbour", size: 3), "b": .init(name: "Hill")],
      extra: ["deep": [1, nil]])
    #expect(try document.decoded(as: Settings.self) == expected)
  }

  @Test func absentAndNullOptionalsAreNil() throws {
    let document: JSONValue = [
      "collection": "books", "top": 5, "timeout": nil, "colours": [], "places": [:],
    ]
    let settings = try document.decoded(as: Settings.self)
    #expect(settings.timeout == nil)
    #expect(settings.extra == nil)
  }

  @Test(
    arguments: [
      (["top": 1], "collection"), (["collection": 1], "collection"),
      (["collection": "a", "top": "5"], "top"), (["collection": "a", "top": 1.5], "top"),
      (["collection": "a", "top": 1e300], "top"), (["collection": "a", "top": true], "top"),
      (["collection": "a", "top": 1, "timeout": 5], "timeout"),
      (["collection": "a", "top": 1, "timeout": "5"], "timeout"),
      (["collection": "a", "top": 1, "colours": ["red", "blue"]], "colours.1"),
      (["collection": "a", "top": 1, "colours": [], "places": ["x": [:]]], "places.x.name"),
      (
        ["collection": "a", "top": 1, "colours": [], "places": ["x": ["name": 3]]], "places.x.name"
      ),
      (["collection": "a", "top": 1, "colours": [], "places": []], "places"),
    ] as [(JSONValue, String)])
  func errorsNameThePlace(document: JSONValue, path: String) {
    let error = #expect(throws: DecodingError.self) { try document.decoded(as: Settings.self) }
    #expect(error?.path == path)
  }

  @Test(arguments: [nil, 1, "a", []] as [JSONValue]) func wantsAnObject(document: JSONValue) {
    let error = #expect(throws: DecodingError.self) { try document.decoded(as: Settings.self) }
    #expect(error?.path == "")
  }

  @Test func integersKeepToTheRangeOfTheirType() throws {
    #expect(try JSONValue.integer(255).decoded(as: UInt8.self) == 255)
    #expect(try JSONValue.integer(.min).decoded(as: Int64.self) == .min)
    #expect(throws: DecodingError.self) { try JSONValue.integer(256).decoded(as: UInt8.self) }
    #expect(throws: DecodingError.self) { try JSONValue.integer(-1).decoded(as: UInt.self) }
    #expect(throws: DecodingError.self) { try JSONValue.number(.nan).decoded(as: Int.self) }
    #expect(throws: DecodingError.self) { try JSONValue.number(.infinity).decoded(as: Int.self) }
  }

  @Test func floatsKeepToTheRangeOfTheirType() throws {
    #expect(try JSONValue.number(0.5).decoded(as: Float.self) == 0.5)
    #expect(throws: DecodingError.self) { try JSONValue.number(1e300).decoded(as: Float.self) }
  }

  @Test func listsOfOptionals() throws {
    let document: JSONValue = [1, nil, 3]
    #expect(try document.decoded(as: [Int?].self) == [1, nil, 3])
    #expect(try JSONValue.array(["5s", nil]).decoded(as: [Duration?].self) == [.seconds(5), nil])
    #expect(throws: DecodingError.self) { try document.decoded(as: [Int].self) }
  }

  @Test func readingPastTheEndOfAListThrows() {
    struct Three: Decodable {
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        for _ in 0..<3 { _ = try list.decode(Int.self) }
      }
    }
    let error = #expect(throws: DecodingError.self) {
      try JSONValue.array([1, 2]).decoded(as: Three.self)
    }
    #expect(error?.path == "2")
  }

  @Test func accessorsAnswerOnlyTheirOwnKind() {
    let value: JSONValue = ["a": [1, 2.5, "x", true], "n": 3.0, "big": 1e300]
    #expect(value["a"]?.array?.count == 4)
    #expect(value["n"]?.integer == 3)
    #expect(value["big"]?.integer == nil)
    #expect(value["missing"] == nil)
    #expect(value["a"]?["b"] == nil)
    #expect(JSONValue.boolean(true).integer == nil)
    #expect(JSONValue.integer(1).boolean == nil)
    #expect(JSONValue.integer(1).number == 1)
  }
}

extension DecodingError {
  /// Where it happened: keys and indices, joined by dots; a missing key counts as its place.
  fileprivate var path: String {
    switch self {
    case .keyNotFound(let key, let context): names(context.codingPath + [key])
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      names(context.codingPath)
    @unknown default: "?"
    }
  }

  private func names(_ path: [any CodingKey]) -> String {
    path.map(\.stringValue).joined(separator: ".")
  }
}
