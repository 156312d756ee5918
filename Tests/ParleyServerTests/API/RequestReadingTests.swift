import ParleyPlugin
import ParleyServer
import ParleyTestKit
import Testing

/// What is refused before a route begins, and how it is said.
struct RequestReadingTests {
  private let fixture = ApplicationFixture()

  private static let notUTF8: [([UInt8], String)] = [
    (Array(#"{"message": ""#.utf8) + [0xFF] + Array(#""}"#.utf8), "invalid_utf8"),
    (Array(#"{"message": ""#.utf8) + [0xC0, 0xAF] + Array(#""}"#.utf8), "invalid_utf8"),
    // Little-endian UTF-16: "{}" with its mark.
    ([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], "byte_order_mark"),
  ]

  @Test(
    "H18, H19, H20, H22, H23, H24, H26: a body must be strict JSON",
    arguments: [
      ("", "not_an_object"), ("null", "not_an_object"), ("[]", "not_an_object"),
      ("\"x\"", "not_an_object"), (#"{"message": "a""#, "truncated"),
      (#"{"message": "a",}"#, "invalid_syntax"),
      (#"{"message": "a", "message": "b"}"#, "duplicate_key"),
      (#"{"message": /* a */ "b"}"#, "invalid_syntax"), ("{'message': 'a'}", "invalid_syntax"),
      ("\u{FEFF}{}", "byte_order_mark"), (#"{"message": "\u0000"}"#, "nul_not_allowed"),
      (#"{"message": "\ud800"}"#, "lone_surrogate"), ("{} {}", "trailing_data"),
      (#"{"message": 1e400}"#, "number_out_of_range"),
      (#"{"message": 99999999999999999999}"#, "number_out_of_range"),
    ])
  func aBodyMustBeStrictJSON(_ body: String, _ code: String) async {
    let answer = await fixture.send("POST", "/api/chat", body)
    #expect(answer.status == 400)
    #expect(answer.code == code, "\(answer.text)")
    #expect(answer.json["request_id"]?.string == "request-1")
    if code != "not_an_object", code != "byte_order_mark" {
      #expect(answer.text.contains(" at byte "), "\(answer.text)")
    }
    if code == "duplicate_key" { #expect(answer.text.contains("'message'")) }
  }

  @Test("H22, H23: a body must be UTF-8", arguments: notUTF8)
  func aBodyMustBeUTF8(_ text: [UInt8], _ code: String) async {
    var request = fixture.request("POST", "/api/chat", "{}")
    request.body = text
    let response = await fixture.application.respond(to: request)
    #expect(response.status == 400)
    guard case .whole(let bytes) = response.content else { return }
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"\(code)\""))
  }

  @Test("H21: JSON may be nested 64 deep")
  func aBodyMayBeNestedSoDeep() async {
    for (depth, status) in [(64, "unknown field"), (65, "too_deep")] {
      let nested =
        String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
      let answer = await fixture.send("POST", "/api/chat", "{\"a\": \(nested)}")
      #expect(answer.status == 400 && answer.text.contains(status), "\(answer.text)")
    }
  }

  @Test(
    "H25, H26, H27, H31: a fault names its place",
    arguments: [
      (#"{"message": 5}"#, "/message", "expected a text"),
      (#"{"mesage": "a", "message": "b"}"#, "/mesage", "did you mean 'message'"),
      (#"{"message": "a", "stream": "true"}"#, "/stream", "expected true or false"),
      (#"{"message": "a", "stream": 1}"#, "/stream", "expected true or false"),
      (#"{}"#, "/message", "is missing"),
      (#"{"message": ""}"#, "/message", "empty"),
      (#"{"message": " \n "}"#, "/message", "empty"),
      (#"{"message": "a", "api_key": "sk"}"#, "/api_key", "unknown field"),
      (#"{"message": "a", "headers": {}}"#, "/headers", "unknown field"),
      (#"{"message": "a", "base_url": "http://x"}"#, "/base_url", "unknown field"),
      (#"{"message": "a", "render": "pdf"}"#, "/render", "html"),
    ])
  func aFaultNamesItsPlace(_ body: String, _ pointer: String, _ words: String) async {
    let answer = await fixture.send("POST", "/api/chat", body)
    #expect(answer.status == 400)
    let fault = answer.json["errors"]?.array?.first
    #expect(fault?["pointer"]?.string == pointer, "\(answer.text)")
    #expect(fault?["message"]?.string?.contains(words) == true, "\(answer.text)")
  }

  @Test("H28: who asks is the user", arguments: ["system", "assistant", "king"])
  func nobodySpeaksForAnother(_ role: String) async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a", "role": "\#(role)"}"#)
    #expect(answer.status == 403 && answer.code == "role_not_allowed")
    #expect(fixture.store.contents.chats.isEmpty)
    let user = await fixture.send("POST", "/api/chat", #"{"message": "a", "role": "user"}"#)
    #expect(user.status == 200)
  }

  @Test("H27: a message has a limit")
  func aMessageHasALimit() async {
    let long = String(repeating: "x", count: 200_001)
    let answer = await fixture.send("POST", "/api/chat", #"{"message": "\#(long)"}"#)
    #expect(answer.status == 400)
    #expect(answer.text.contains("200000"))
    #expect(answer.body.count < 1000)
  }

  @Test(
    "H13: only JSON is taken",
    arguments: ["", "text/plain", "application/json; charset=latin1", "x"])
  func onlyJSONIsTaken(_ type: String) async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a"}"#, headers: [("Content-Type", type)])
    #expect(answer.status == 415 && answer.text.contains("application/json"))
  }

  @Test("H15: bodies are not compressed")
  func theEncodingIsIdentity() async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a"}"#, headers: [("Content-Encoding", "gzip")])
    #expect(answer.status == 415)
    #expect(answer.header("Accept-Encoding") == "identity")
  }

  @Test(
    "H14: Accept is honoured",
    arguments: [
      ("application/xml", 406), ("application/json", 200), ("*/*", 200), ("text/event-stream", 200),
      ("application/json;q=0", 406), ("application/*;q=0.1, text/html", 200),
    ])
  func acceptIsHonoured(_ accept: String, _ status: Int) async {
    let answer = await fixture.send(
      "POST", "/api/chat", #"{"message": "a"}"#, headers: [("Accept", accept)])
    #expect(answer.status == status)
    if status == 406 { #expect(answer.text.contains("application/json, text/event-stream")) }
  }

  @Test(
    "H36, H37: a wrong query is refused",
    arguments: [
      "limit=-1", "limit=1e9", "limit=abc", "limit=0", "cursor=!", "cursor=YWJj", "q=",
      "q=" + String(repeating: "x", count: 1001),
    ])
  func aWrongQueryIsRefused(_ query: String) async {
    let answer = await fixture.send("GET", "/api/chats?\(query)")
    #expect(answer.status == 400, "\(query)")
  }

  @Test("H37: signs of a query language are words", arguments: ["\"", "*", "(((", "-a", "x:y"])
  func aSearchIsTakenLiterally(_ words: String) async {
    #expect(await fixture.send("GET", "/api/chats?q=\(words)").status == 200)
  }

  @Test("H9, H29: unknown paths, methods and personas are told")
  func unknownPathsAndMethodsAreTold() async {
    #expect(await fixture.send("GET", "/nothing").status == 404)
    let method = await fixture.send("PUT", "/api/chats/x")
    #expect(method.status == 405)
    #expect(method.header("Allow") == "DELETE, GET, HEAD, OPTIONS, PATCH")
    let options = await fixture.send("OPTIONS", "/api/chat")
    #expect(options.status == 204)
    #expect(options.header("Allow") == "OPTIONS, POST")
    #expect(
      await fixture.send("POST", "/api/chat", #"{"message": "a", "persona": "x"}"#).code
        == "persona_unknown")
  }
}
